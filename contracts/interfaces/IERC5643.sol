// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Subscription tokens, ERC-5643 (interface id 0x8c65f84d), which OpenZeppelin does not have
/// @dev The standard lets two of these be payable. Money here is an ERC-20 token, so coins are refused: stricter, as
/// ERC-721 allows for its own functions, and of the same interface id.
interface IERC5643 {
    /// @notice `tokenId` runs until `expiration`, unix seconds; 0 once it was cancelled or taken out of circulation.
    event SubscriptionUpdate(uint256 indexed tokenId, uint64 expiration);

    /// @notice Prolong `tokenId` by `duration` seconds.
    function renewSubscription(uint256 tokenId, uint64 duration) external;
    /// @notice End `tokenId` now.
    function cancelSubscription(uint256 tokenId) external;

    /// @return unix seconds until which `tokenId` runs
    function expiresAt(uint256 tokenId) external view returns (uint64);
    /// @return whether `tokenId` can be renewed now
    function isRenewable(uint256 tokenId) external view returns (bool);
}
