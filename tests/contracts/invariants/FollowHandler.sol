// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FollowTest} from "../support/FollowTest.sol";

/// @dev Fans follow and leave creators whose numbers lie in three words, while creators are revoked and come back. It
/// keeps its own book and notes in `broken` what was granted or refused against it.
contract FollowHandler is FollowTest {
    address[] public fans;
    address[] public creators;
    mapping(address fan => mapping(address creator => bool)) public follows;
    mapping(address fan => uint256) public count;
    string public broken;

    constructor() {
        setUp();
        // The words of 192 numbers meet between 191 and 192, and between 383 and 384.
        uint64[3] memory starts = [uint64(1), 190, 383];
        for (uint64 i = 0; i < 6; ++i) {
            if (i % 2 == 0) skipNumbersTo(starts[i / 2]);
            creators.push(newCreator(string.concat("creator ", vm.toString(i))));
        }
        fans = [makeAddr("ada"), creators[4], address(this)];
    }

    function followOne(uint256 who, uint256 whom) external {
        (address follower, address target) = (fans[who % fans.length], creators[whom % creators.length]);
        bool allowed = registry.isCreator(target) && !follows[follower][target];
        vm.prank(follower);
        try graph.follow(target, POST) returns (uint256 id) {
            if (!allowed) broken = "a follow was made that is not allowed";
            if (id != idOf(follower, target)) broken = "an id is not of its follower and creator";
            _note(follower, target, true);
        } catch {
            if (allowed) broken = "a follow was refused";
        }
    }

    /// @param dice one in two leaves, so that follows pile up
    function unfollowOne(uint256 who, uint256 whom, uint256 dice) external {
        if (dice % 2 != 0) return;
        (address follower, address target) = (fans[who % fans.length], creators[whom % creators.length]);
        vm.prank(follower);
        try graph.unfollow(target) {
            if (!follows[follower][target]) broken = "a follow ended that was not there";
            _note(follower, target, false);
        } catch {
            if (follows[follower][target]) broken = "a fan was held fast";
        }
    }

    /// @dev Wherever the state is, following and leaving at once changes no word of it.
    function followAndUnfollow(uint256 who, uint256 whom) external {
        (address follower, address target) = (fans[who % fans.length], creators[whom % creators.length]);
        if (!registry.isCreator(target) || follows[follower][target]) return;
        bytes32 before = stateOf(follower);
        follow(follower, target);
        if (stateOf(follower) == before) broken = "a follow changed nothing";
        unfollow(follower, target);
        if (stateOf(follower) != before) broken = "follow and unfollow changed the state";
    }

    function revokeOne(uint256 whom) external {
        revoke(creators[whom % creators.length]);
    }

    function registerAgain(uint256 whom) external {
        skip(1);
        if (!registry.isCreator(creators[whom % creators.length])) register(creators[whom % creators.length]);
    }

    function leaveAll() external {
        for (uint256 i = 0; i < fans.length; ++i) {
            for (uint256 j = 0; j < creators.length; ++j) {
                if (follows[fans[i]][creators[j]]) unfollow(fans[i], creators[j]);
            }
        }
    }

    function ownerOf(uint256 id) external view returns (address) {
        try graph.ownerOf(id) returns (address owner_) {
            return owner_;
        } catch {
            return address(0);
        }
    }

    function balanceOf(address follower) external view returns (uint256) {
        return graph.balanceOf(follower);
    }

    function isFollowing(address follower, address target) external view returns (bool) {
        return graph.isFollowing(follower, target);
    }

    function fanCount() external view returns (uint256) {
        return fans.length;
    }

    function creatorCount() external view returns (uint256) {
        return creators.length;
    }

    /// @dev The id as the manual says it, not as the contract computes it.
    function idOf(address follower, address target) public view returns (uint256) {
        return uint256(registry.numberOf(target)) * 2 ** 160 + uint160(follower);
    }

    /// @dev All three words that can be set.
    function stateOf(address follower) public view returns (bytes32) {
        return keccak256(abi.encode(wordOf(follower, 0), wordOf(follower, 1), wordOf(follower, 2)));
    }

    function _note(address follower, address target, bool following) private {
        follows[follower][target] = following;
        if (following) ++count[follower];
        else --count[follower];
    }
}
