// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Minimal soulbound tokens, ERC-5192 (interface id 0xb45a3c0e), which OpenZeppelin does not have
interface IERC5192 {
    /// @notice `tokenId` cannot be transferred from now on.
    event Locked(uint256 tokenId);
    /// @notice `tokenId` can be transferred from now on.
    event Unlocked(uint256 tokenId);

    /// @return whether `tokenId` cannot be transferred. Reverts for a token that does not exist.
    function locked(uint256 tokenId) external view returns (bool);
}
