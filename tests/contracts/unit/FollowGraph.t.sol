// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FollowTest} from "../support/FollowTest.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {FollowGraph} from "contracts/FollowGraph.sol";
import {IERC5192} from "contracts/interfaces/IERC5192.sol";
import {IFollowGraph} from "contracts/interfaces/IFollowGraph.sol";

contract FollowGraphTest is FollowTest {
    function test_RevertWhen_RegistryIsZero() public {
        vm.expectRevert(IFollowGraph.ZeroAddress.selector);
        new FollowGraph(address(0));
    }

    function test_constructor_keepsTheRegistry() public view {
        assertEq(graph.registry(), address(registry));
        assertEq(graph.name(), "Planet Follow");
        assertEq(graph.symbol(), "FOLLOW");
    }

    function test_follow_makesALockedTokenOfTheFan() public {
        uint256 id = (uint256(1) << 160) + uint160(fan);
        vm.expectEmit(address(graph));
        emit IERC721.Transfer(address(0), fan, id);
        vm.expectEmit(address(graph));
        emit IERC5192.Locked(id);
        vm.expectEmit(address(graph));
        emit IFollowGraph.Followed(fan, creator, POST);
        assertEq(follow(fan, creator), id);

        assertEq(graph.ownerOf(id), fan);
        assertEq(graph.balanceOf(fan), 1);
        assertTrue(graph.locked(id));
        assertTrue(graph.isFollowing(fan, creator));
        assertFalse(graph.isFollowing(creator, fan));
        assertEq(graph.getApproved(id), address(0));
        assertEq(graph.tokenIdOf(fan, creator), id);
    }

    function test_unfollow_burnsIt() public {
        uint256 id = follow(fan, creator);
        vm.expectEmit(address(graph));
        emit IERC721.Transfer(fan, address(0), id);
        vm.expectEmit(address(graph));
        emit IFollowGraph.Unfollowed(fan, creator);
        unfollow(fan, creator);

        assertEq(graph.balanceOf(fan), 0);
        assertFalse(graph.isFollowing(fan, creator));
        _expectNonexistent(id);
        graph.ownerOf(id);
    }

    function test_followAgain_givesTheSameId() public {
        uint256 id = follow(fan, creator);
        unfollow(fan, creator);
        assertEq(follow(fan, creator), id);
        assertEq(graph.balanceOf(fan), 1);
    }

    function test_follow_oneselfIsAllowed() public {
        follow(creator, creator);
        assertTrue(graph.isFollowing(creator, creator));
    }

    function test_revokedCreator_keepsFollowersAndLetsThemGo() public {
        uint256 id = follow(fan, creator);
        revoke(creator);
        assertEq(graph.ownerOf(id), fan);
        assertTrue(graph.isFollowing(fan, creator));
        unfollow(fan, creator);
        assertEq(graph.balanceOf(fan), 0);
    }

    function test_registeredAgain_followersAreThere() public {
        uint256 id = follow(fan, creator);
        revoke(creator);
        skip(1);
        register(creator);
        assertEq(graph.ownerOf(id), fan);
        assertEq(follow(makeAddr("another fan"), creator) >> 160, 1);
    }

    function test_RevertWhen_CreatorIsRevoked() public {
        revoke(creator);
        _expectNotCreator(creator);
        follow(fan, creator);
    }

    function test_RevertWhen_CreatorNeverRegistered() public {
        _expectNotCreator(fan);
        follow(creator, fan);
        assertEq(graph.tokenIdOf(creator, fan), 0);
        assertFalse(graph.isFollowing(creator, fan));
    }

    function test_RevertWhen_FollowingTwice() public {
        follow(fan, creator);
        vm.expectRevert(abi.encodeWithSelector(IFollowGraph.AlreadyFollowing.selector, fan, creator));
        follow(fan, creator);
    }

    function test_RevertWhen_UnfollowingWithoutFollowing() public {
        _expectNotFollowing(creator);
        unfollow(fan, creator);
        _expectNotFollowing(fan);
        unfollow(fan, fan);
        follow(fan, creator);
        unfollow(fan, creator);
        _expectNotFollowing(creator);
        unfollow(fan, creator);
    }

    function test_RevertWhen_Moving() public {
        uint256 id = follow(fan, creator);
        vm.startPrank(fan);
        vm.expectRevert(IFollowGraph.Soulbound.selector);
        graph.transferFrom(fan, creator, id);
        vm.expectRevert(IFollowGraph.Soulbound.selector);
        graph.safeTransferFrom(fan, creator, id);
        vm.expectRevert(IFollowGraph.Soulbound.selector);
        graph.safeTransferFrom(fan, creator, id, "data");
        vm.expectRevert(IFollowGraph.Soulbound.selector);
        graph.approve(creator, id);
        vm.expectRevert(IFollowGraph.Soulbound.selector);
        graph.setApprovalForAll(creator, true);
        assertFalse(graph.isApprovedForAll(fan, creator));
    }

    function test_RevertWhen_TokenDoesNotExist() public {
        uint256 id = follow(fan, creator);
        uint256[4] memory ids = [uint256(0), id + 1, id + (uint256(192) << 160), uint160(fan)];
        for (uint256 i = 0; i < ids.length; ++i) {
            _expectNonexistent(ids[i]);
            graph.ownerOf(ids[i]);
            _expectNonexistent(ids[i]);
            graph.locked(ids[i]);
            _expectNonexistent(ids[i]);
            graph.getApproved(ids[i]);
            _expectNonexistent(ids[i]);
            graph.tokenURI(ids[i]);
        }
    }

    function test_RevertWhen_BalanceOfZero() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidOwner.selector, address(0)));
        graph.balanceOf(address(0));
    }

    function test_tokenURI_isJsonOnChain() public {
        uint256 id = follow(0x52908400098527886E0F7030069857D2E4169EE7, creator);
        // base64 of {"name":"0x52908400098527886E0F7030069857D2E4169EE7 follows creator 1"}
        assertEq(
            graph.tokenURI(id),
            "data:application/json;base64,eyJuYW1lIjoiMHg1MjkwODQwMDA5ODUyNzg4NkUwRjcwMzAwNjk4NTdEMkU0MTY5RUU3IGZvbGxvd3MgY3JlYXRvciAxIn0="
        );
    }

    function test_supportsInterface_ofTheStandards() public view {
        assertEq(bytes32(type(IERC5192).interfaceId), bytes32(bytes4(0xb45a3c0e)));
        bytes4[4] memory ids = [
            type(IERC165).interfaceId,
            type(IERC721).interfaceId,
            type(IERC721Metadata).interfaceId,
            type(IERC5192).interfaceId
        ];
        for (uint256 i = 0; i < ids.length; ++i) {
            assertTrue(graph.supportsInterface(ids[i]));
        }
        assertFalse(graph.supportsInterface(0xffffffff));
    }

    function _expectNonexistent(uint256 id) private {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id));
    }

    function _expectNotCreator(address account) private {
        vm.expectRevert(abi.encodeWithSelector(IFollowGraph.NotCreator.selector, account));
    }

    function _expectNotFollowing(address whom) private {
        vm.expectRevert(abi.encodeWithSelector(IFollowGraph.NotFollowing.selector, fan, whom));
    }
}
