// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @notice Moves that count only when the receiver's balance changed by exactly the amount told.
/// @dev Every function says whether the move was exact; the caller must revert when it was not.
library ExactTransferLib {
    using SafeERC20 for IERC20;

    /// @return exact whether `to` received exactly `amount` units from `from`, who approved this contract
    // `from` is always the caller of the contract that asks, or of its own function: nobody's allowance is another's.
    // slither-disable-next-line arbitrary-send-erc20
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
    function arrived(address token, address who, uint256 before, uint256 amount) private view returns (bool) {
        (bool readable, uint256 held) = balance(token, who);
        unchecked {
            // A balance that fell wraps far above any amount that could be asked for.
            return readable && held - before == amount;
        }
    }

    /// @return held units of `token` that `who` holds, 0 when it does not answer like an ERC-20
    function balanceOrZero(address token, address who) internal view returns (uint256 held) {
        bool readable;
        (readable, held) = balance(token, who);
        if (!readable) held = 0;
    }

    /// @return readable false when `token` is no contract or does not answer like an ERC-20
    /// @return held units of `token` that `who` holds; meaningless when not readable
    function balance(address token, address who) internal view returns (bool readable, uint256 held) {
        // 0x70a08231 is balanceOf(address). By hand, twice in every tip, it saves 500 gas.
        assembly ("memory-safe") {
            mstore(0x00, 0x70a08231)
            mstore(0x20, who)
            readable := staticcall(gas(), token, 0x1c, 0x24, 0x00, 0x20)
            readable := and(readable, gt(returndatasize(), 0x1f))
            held := mload(0x00)
        }
    }
}
