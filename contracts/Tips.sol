// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC3009} from "@openzeppelin/contracts/interfaces/draft-IERC3009.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {ITips} from "./interfaces/ITips.sol";
import {ExactTransferLib} from "./libraries/ExactTransferLib.sol";

/// @notice The manual is {ITips}.
contract Tips is ITips, ReentrancyGuardTransient {
    uint256 private constant MOST_TIPS = 50;

    /// @inheritdoc ITips
    function tip(address token, address creator, uint256 amount, bytes32 contentId) external nonReentrant {
        _tip(token, creator, amount, contentId);
    }

    /// @inheritdoc ITips
    function tipMany(address token, Tip[] calldata tips) external nonReentrant {
        if (tips.length == 0) revert ZeroAmount();
        if (tips.length > MOST_TIPS) revert TooManyTips(tips.length, MOST_TIPS);
        for (uint256 i = 0; i < tips.length; ++i) {
            _tip(token, tips[i].creator, tips[i].amount, tips[i].contentId);
        }
    }

    /// @inheritdoc ITips
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
    ) external nonReentrant {
        _check(creator, amount);
        bytes32 nonce = nonceOf(token, creator, contentId, amount, salt);
        emit TipSent(fan, creator, token, amount, contentId);

        (bool readable, uint256 before) = ExactTransferLib.balance(token, address(this));
        if (!readable) revert UnsupportedToken(token);
        IERC3009(token).receiveWithAuthorization(fan, address(this), amount, validAfter, validBefore, nonce, v, r, s);
        if (!ExactTransferLib.push(token, creator, amount)) revert UnsupportedToken(token);
        // Less came in than went out: a tip must never be paid from what somebody once sent here by mistake.
        if (!ExactTransferLib.arrived(token, address(this), before, 0)) revert UnsupportedToken(token);
    }

    /// @inheritdoc ITips
    function nonceOf(address token, address creator, bytes32 contentId, uint256 amount, bytes32 salt)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, address(this), token, creator, contentId, amount, salt));
    }

    function _tip(address token, address creator, uint256 amount, bytes32 contentId) private {
        _check(creator, amount);
        emit TipSent(msg.sender, creator, token, amount, contentId);
        if (!ExactTransferLib.pull(token, msg.sender, creator, amount)) revert UnsupportedToken(token);
    }

    function _check(address creator, uint256 amount) private view {
        if (amount == 0) revert ZeroAmount();
        if (creator == address(0)) revert ZeroAddress();
        if (creator == address(this)) revert InvalidCreator(creator);
    }
}
