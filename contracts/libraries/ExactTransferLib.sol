// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

/// @notice Moves that count only when the receiver's balance changed by exactly the amount told.
/// @dev Every function says whether the move was exact; the caller must revert when it was not.
library ExactTransferLib {
    using SafeERC20 for IERC20;

    /// @return exact whether `to` received exactly `amount` units from `from`, who approved this contract
    function pull(address token, address from, address to, uint256 amount) internal returns (bool exact) {
        (bool readable, uint256 before) = balance(token, to);
        if (!readable) return false;
        IERC20(token).safeTransferFrom(from, to, amount);
        // Paying oneself moves nothing.
        return arrived(token, to, before, from == to ? 0 : amount);
    }

    /// @return exact whether `to` received exactly `amount` units from this contract
    function push(address token, address to, uint256 amount) internal returns (bool exact) {
        (bool readable, uint256 before) = balance(token, to);
        if (!readable) return false;
        IERC20(token).safeTransfer(to, amount);
        return arrived(token, to, before, amount);
    }

    /// @return whether `who` holds exactly `amount` units more of `token` than `before`
    function arrived(address token, address who, uint256 before, uint256 amount) internal view returns (bool) {
        (bool readable, uint256 held) = balance(token, who);
        return readable && held >= before && held - before == amount;
    }

    /// @return readable false when `token` is no contract or does not answer like an ERC-20
    /// @return held units of `token` that `who` holds; meaningless when not readable
    function balance(address token, address who) internal view returns (bool readable, uint256 held) {
        (bool success, bytes32 word,) =
            LowLevelCall.staticcallReturn64Bytes(token, abi.encodeCall(IERC20.balanceOf, (who)));
        return (success && LowLevelCall.returnDataSize() >= 32, uint256(word));
    }
}
