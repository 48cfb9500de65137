// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC3009} from "@openzeppelin/contracts/interfaces/draft-IERC3009.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @dev Tips with one defence taken away.
contract WeakTips {
    using SafeERC20 for IERC20;

    enum Weakness {
        None,
        NamesNoContent,
        NamesNoCreator,
        TakesTransfers,
        PaysTheBalance,
        TrustsTheToken
    }

    Weakness private immutable WEAKNESS;

    event TipSent(
        address indexed fan, address indexed creator, address indexed token, uint256 amount, bytes32 contentId
    );

    error Refused();

    constructor(Weakness weakness) {
        WEAKNESS = weakness;
    }

    function tip(address token, address creator, uint256 amount, bytes32 contentId) external {
        uint256 before = IERC20(token).balanceOf(creator);
        IERC20(token).safeTransferFrom(msg.sender, creator, amount);
        bool exact = IERC20(token).balanceOf(creator) == before + amount;
        if (!exact && !_is(Weakness.TrustsTheToken)) revert Refused();
        emit TipSent(msg.sender, creator, token, amount, contentId);
    }

    function tipWithAuthorization(
        address fan,
        address token,
        address creator,
        uint256 amount,
        bytes32 contentId,
        bytes32 salt,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        bytes32 nonce = nonceOf(token, creator, contentId, amount, salt);
        if (_is(Weakness.TakesTransfers)) {
            IERC3009(token)
                .transferWithAuthorization(fan, address(this), amount, validAfter, validBefore, nonce, v, r, s);
        } else {
            IERC3009(token)
                .receiveWithAuthorization(fan, address(this), amount, validAfter, validBefore, nonce, v, r, s);
        }
        uint256 paid = _is(Weakness.PaysTheBalance) ? IERC20(token).balanceOf(address(this)) : amount;
        IERC20(token).safeTransfer(creator, paid);
        emit TipSent(fan, creator, token, amount, contentId);
    }

    function nonceOf(address token, address creator, bytes32 contentId, uint256 amount, bytes32 salt)
        public
        view
        returns (bytes32)
    {
        if (_is(Weakness.NamesNoContent)) contentId = 0;
        if (_is(Weakness.NamesNoCreator)) creator = address(0);
        return keccak256(abi.encode(block.chainid, address(this), token, creator, contentId, amount, salt));
    }

    function _is(Weakness weakness) private view returns (bool) {
        return WEAKNESS == weakness;
    }
}
