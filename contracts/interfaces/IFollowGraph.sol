// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC5192} from "./IERC5192.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

/// @title Who follows whom: a follow is a soulbound ERC-721 token ("FOLLOW") of the follower
/// @notice There is no owner, no fee, no money and no upgrade. Only an account itself follows and unfollows; nobody can
/// make, move, approve or take away somebody else's follow. Following is asked of the registry: only a verified creator
/// gets new followers. Unfollowing is not: whoever followed a creator that was revoked since keeps the follow, and can
/// end it at any time. Following oneself costs only gas and is allowed; follows feed no reward score.
///
/// Token id: creator's number in the registry << 160 | follower. So the id says both, it is the same one again when
/// the account follows again, and no two follows share one. An id says nothing by itself: `ownerOf` does.
///
/// ERC-721 and ERC-5192: `Transfer` and `Locked` on follow, `Transfer` to 0 on unfollow; every token is locked.
/// `transferFrom`, both `safeTransferFrom`, `approve` and `setApprovalForAll` always revert with `Soulbound`. `ownerOf`,
/// `locked`, `getApproved` and `tokenURI` revert with ERC-6093's `ERC721NonexistentToken(tokenId)` for a follow that is
/// not; `balanceOf` with `ERC721InvalidOwner(0)` for 0. Receivers are never called, so contracts can follow too.
/// Interface ids: ERC-165, ERC-721, ERC-721 Metadata, ERC-5192.
interface IFollowGraph is IERC721Metadata, IERC5192 {
    /// @notice `follower` follows `creator` from now on.
    /// @param contentId the post that caused it, 0 for none; the follower's word, not checked against the registry
    event Followed(address indexed follower, address indexed creator, bytes32 contentId);
    /// @notice `follower` follows `creator` no longer.
    event Unfollowed(address indexed follower, address indexed creator);

    /// @notice `account` is not a verified creator now, so nobody can start to follow it.
    error NotCreator(address account);
    /// @notice `follower` follows `creator` already.
    error AlreadyFollowing(address follower, address creator);
    /// @notice `follower` does not follow `creator`.
    error NotFollowing(address follower, address creator);
    /// @notice A follow stays with whoever follows.
    error Soulbound();
    /// @notice The registry given to the constructor is the zero address.
    error ZeroAddress();

    /// @notice The caller follows `creator`: verified now, else `NotCreator`; once, else `AlreadyFollowing`.
    /// @param contentId the post that caused it, 0 for none
    /// @return tokenId the caller's token
    function follow(address creator, bytes32 contentId) external returns (uint256 tokenId);

    /// @notice The caller follows `creator` no longer, revoked or not. `NotFollowing`.
    function unfollow(address creator) external;

    /// @return whether `follower` follows `creator`, revoked or not
    function isFollowing(address follower, address creator) external view returns (bool);
    /// @return tokenId the token that `follower` has while following `creator`; 0 when `creator` never registered
    function tokenIdOf(address follower, address creator) external view returns (uint256 tokenId);
    /// @return the CreatorRegistry that says who is a creator, for ever
    function registry() external view returns (address);
}
