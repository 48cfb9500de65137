// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreatorTest} from "./CreatorTest.sol";
import {FollowGraph} from "contracts/FollowGraph.sol";

/// @dev A graph over a registry with one creator, number 1, and a fan who follows nobody yet.
abstract contract FollowTest is CreatorTest {
    bytes32 internal constant POST = keccak256("a post");

    FollowGraph internal graph;
    address internal creator;
    address internal fan = makeAddr("fan");

    function setUp() public virtual override {
        super.setUp();
        graph = new FollowGraph(address(registry));
        creator = newCreator("creator");
    }

    function follow(address follower, address whom) internal returns (uint256) {
        vm.prank(follower);
        return graph.follow(whom, POST);
    }

    function unfollow(address follower, address whom) internal {
        vm.prank(follower);
        graph.unfollow(whom);
    }

    function revoke(address whom) internal {
        vm.prank(attester);
        registry.revoke(whom);
    }

    /// @dev As if `count` creators had registered, so that the next one has number `count` + 1.
    function skipNumbersTo(uint64 count) internal {
        // The attester and, above its 160 bits, the count.
        uint256 word = uint256(vm.load(address(registry), bytes32(uint256(4))));
        word = word & ~(uint256(type(uint64).max) << 160) | uint256(count) << 160;
        vm.store(address(registry), bytes32(uint256(4)), bytes32(word));
        assertEq(registry.creatorCount(), count);
        assertEq(registry.attester(), attester);
    }

    /// @dev The slot of a follower's word: what the graph stores, whatever its functions say.
    function wordOf(address follower, uint256 place) internal view returns (uint256) {
        bytes32 words = keccak256(abi.encode(follower, uint256(0)));
        return uint256(vm.load(address(graph), keccak256(abi.encode(place, words))));
    }
}
