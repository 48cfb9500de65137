// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC3009} from "@openzeppelin/contracts/interfaces/draft-IERC3009.sol";

import {ITips} from "./interfaces/ITips.sol";
import {ExactTransferLib} from "./libraries/ExactTransferLib.sol";

/// @notice The manual is {ITips}.
/// @dev No reentrancy guard: nothing is stored or held between calls, and a token that calls back into a tip to the same
/// creator only makes the outer one look too large, which is refused.
contract Tips is ITips {
    uint256 private constant MOST_TIPS = 50;

    /// @inheritdoc ITips
    function tip(address token, address creator, uint256 amount, bytes32 contentId) external {
        _tip(token, creator, amount, contentId);
    }

    /// @inheritdoc ITips
    function tipMany(address token, Tip[] calldata tips) external {
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
    ) external {
        _check(creator, amount);
        bytes32 nonce = nonceOf(token, creator, contentId, amount, salt);
        emit TipSent(fan, creator, token, amount, contentId);

        IERC3009(token).receiveWithAuthorization(fan, address(this), amount, validAfter, validBefore, nonce, v, r, s);
        if (!ExactTransferLib.push(token, creator, amount)) revert UnsupportedToken(token);
    }

    /// @inheritdoc ITips
    function nonceOf(address token, address creator, bytes32 contentId, uint256 amount, bytes32 salt)
        public
        view
        returns (bytes32 nonce)
    {
        // keccak256(abi.encode(...)) by hand, 320 gas cheaper.
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, chainid())
            mstore(add(free, 0x20), address())
            mstore(add(free, 0x40), token)
            mstore(add(free, 0x60), creator)
            mstore(add(free, 0x80), contentId)
            mstore(add(free, 0xa0), amount)
            mstore(add(free, 0xc0), salt)
            nonce := keccak256(free, 0xe0)
        }
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
