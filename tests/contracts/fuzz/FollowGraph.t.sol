// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FollowTest} from "../support/FollowTest.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IFollowGraph} from "contracts/interfaces/IFollowGraph.sol";

contract FollowGraphFuzzTest is FollowTest {
    address[] private creators;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < 8; ++i) {
            creators.push(newCreator(string.concat("creator ", vm.toString(i))));
        }
    }

    /// @dev Whatever two numbers two creators have, one follow never shows, counts or ends as the other.
    function testFuzz_follows_doNotTouchEachOther(uint64 one, uint64 other, address follower) public {
        vm.assume(follower != address(0));
        one = uint64(bound(one, 1, type(uint64).max - 3));
        other = uint64(bound(other, 1, type(uint64).max - 3));
        vm.assume(one != other);
        address first = _creatorNumbered("first", one);
        address second = _creatorNumbered("second", other);

        uint256 id = follow(follower, first);
        assertEq(id, uint256(one) << 160 | uint160(follower));
        assertFalse(graph.isFollowing(follower, second));
        assertEq(graph.balanceOf(follower), 1);
        uint256 alone = wordOf(follower, 0);
        follow(follower, second);
        assertEq(graph.balanceOf(follower), 2);
        assertEq(graph.ownerOf(id), follower);
        unfollow(follower, second);
        assertEq(wordOf(follower, 0), alone);
        unfollow(follower, first);
        assertEq(graph.balanceOf(follower), 0);
    }

    /// @dev Following and unfollowing leaves the words as they were, whatever else is followed.
    function testFuzz_followAndUnfollow_restoresState(uint8 followed, uint64 number) public {
        number = uint64(bound(number, 20, 1000));
        for (uint256 i = 0; i < 8; ++i) {
            if (followed >> i & 1 == 1) follow(fan, creators[i]);
        }
        address last = _creatorNumbered("last", number);
        uint256 first = wordOf(fan, 0);
        uint256 word = wordOf(fan, number / 192);
        follow(fan, last);
        assertTrue(wordOf(fan, number / 192) != word && wordOf(fan, 0) != first);
        unfollow(fan, last);
        assertEq(wordOf(fan, 0), first);
        assertEq(wordOf(fan, number / 192), word);
    }

    function testFuzz_ownerOf_existsOnlyForAFollow(uint256 id, address follower) public {
        vm.assume(follower != address(0));
        uint256 made = follow(follower, creator);
        vm.assume(id != made);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id));
        graph.ownerOf(id);
    }

    function testFuzz_RevertWhen_MovingAnything(address from, address to, uint256 id, bytes calldata data) public {
        vm.startPrank(from);
        vm.expectRevert(IFollowGraph.Soulbound.selector);
        graph.transferFrom(from, to, id);
        vm.expectRevert(IFollowGraph.Soulbound.selector);
        graph.safeTransferFrom(from, to, id, data);
    }

    function _creatorNumbered(string memory name, uint64 number) private returns (address) {
        skipNumbersTo(number - 1);
        return newCreator(name);
    }
}
