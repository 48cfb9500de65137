// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipTest} from "../support/MembershipTest.sol";
import {MultisigWallet} from "../support/MultisigWallet.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC5192} from "contracts/interfaces/IERC5192.sol";
import {IERC5643} from "contracts/interfaces/IERC5643.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";

/// @dev Takes passes, and remembers with which data.
contract PassReceiver is IERC721Receiver {
    bytes public data;

    function onERC721Received(address, address, uint256, bytes calldata data_) external returns (bytes4) {
        data = data_;
        return this.onERC721Received.selector;
    }
}

/// @dev Passes as ERC-721 tokens.
contract MembershipPassesTest is MembershipTest {
    address private shop = makeAddr("shop");
    uint256 private id;
    uint256 private soulbound;

    function setUp() public override {
        super.setUp();
        id = join(fan, TRADEABLE);
        soulbound = join(fan, SOULBOUND);
    }

    function test_names() public view {
        assertEq(membership.name(), "Planet Pass");
        assertEq(membership.symbol(), "PASS");
    }

    function test_transferFrom_byTheHolder_andBack() public {
        vm.expectEmit(address(membership));
        emit IERC721.Transfer(fan, friend, id);
        vm.prank(fan);
        membership.transferFrom(fan, friend, id);
        assertEq(membership.ownerOf(id), friend);
        assertEq(membership.balanceOf(fan), 1);
        assertEq(membership.balanceOf(friend), 1);

        vm.prank(friend);
        membership.transferFrom(friend, fan, id);
        assertEq(membership.ownerOf(id), fan);
        assertEq(membership.balanceOf(friend), 0);
    }

    function test_transferFrom_toOneself_changesNothing() public {
        vm.prank(fan);
        membership.transferFrom(fan, fan, id);
        assertEq(membership.ownerOf(id), fan);
        assertEq(membership.balanceOf(fan), 2);
    }

    function test_approve_isForOneTransfer() public {
        vm.expectEmit(address(membership));
        emit IERC721.Approval(fan, shop, id);
        vm.prank(fan);
        membership.approve(shop, id);
        assertEq(membership.getApproved(id), shop);
        vm.prank(shop);
        membership.transferFrom(fan, friend, id);
        assertEq(membership.getApproved(id), address(0));
        _expectUnapproved(shop, id);
        vm.prank(shop);
        membership.transferFrom(friend, fan, id);
    }

    function test_setApprovalForAll_letsAnOperatorMoveAndApprove() public {
        vm.expectEmit(address(membership));
        emit IERC721.ApprovalForAll(fan, shop, true);
        vm.prank(fan);
        membership.setApprovalForAll(shop, true);
        assertTrue(membership.isApprovedForAll(fan, shop));
        vm.startPrank(shop);
        membership.approve(friend, id);
        assertEq(membership.getApproved(id), friend);
        membership.safeTransferFrom(fan, friend, id);
        vm.stopPrank();
        assertEq(membership.ownerOf(id), friend);

        vm.prank(fan);
        membership.setApprovalForAll(shop, false);
        assertFalse(membership.isApprovedForAll(fan, shop));
    }

    function test_safeTransferFrom_asksTheReceiver() public {
        PassReceiver receiver = new PassReceiver();
        vm.prank(fan);
        membership.safeTransferFrom(fan, address(receiver), id, "hello");
        assertEq(membership.ownerOf(id), address(receiver));
        assertEq(receiver.data(), "hello");
    }

    function test_RevertWhen_TheReceiverKnowsNoPasses() public {
        address wallet = address(new MultisigWallet());
        vm.prank(fan);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, wallet));
        membership.safeTransferFrom(fan, wallet, id);
    }

    function test_join_asksNoReceiver() public {
        address wallet = address(new MultisigWallet());
        fund(wallet);
        assertEq(membership.ownerOf(join(wallet, TRADEABLE)), wallet);
    }

    function test_burn_forgetsHolderAndApproval() public {
        vm.prank(fan);
        membership.approve(shop, id);
        vm.prank(fan);
        membership.transferFrom(fan, friend, id);
        vm.prank(friend);
        membership.approve(shop, id);
        cancel(friend, id);
        assertEq(membership.balanceOf(friend), 0);
        _expectNonexistent(id);
        membership.getApproved(id);
        _expectNonexistent(id);
        vm.prank(shop);
        membership.transferFrom(friend, shop, id);
    }

    function test_RevertWhen_MovingWithoutBeingApproved() public {
        _expectUnapproved(friend, id);
        vm.prank(friend);
        membership.transferFrom(fan, friend, id);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidApprover.selector, friend));
        vm.prank(friend);
        membership.approve(friend, id);
        // Approved for one pass, but not to approve others.
        vm.prank(fan);
        membership.approve(shop, id);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidApprover.selector, shop));
        vm.prank(shop);
        membership.approve(friend, id);
    }

    function test_RevertWhen_MovingToZeroOrFromAnother() public {
        vm.startPrank(fan);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(0)));
        membership.transferFrom(fan, address(0), id);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721IncorrectOwner.selector, friend, id, fan));
        membership.transferFrom(friend, shop, id);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidOperator.selector, address(0)));
        membership.setApprovalForAll(address(0), true);
    }

    function test_RevertWhen_ThePassIsSoulbound() public {
        vm.startPrank(fan);
        membership.setApprovalForAll(shop, true);
        bytes memory refusal = abi.encodeWithSelector(IMembership.Soulbound.selector, soulbound);
        vm.expectRevert(refusal);
        membership.transferFrom(fan, friend, soulbound);
        vm.expectRevert(refusal);
        membership.safeTransferFrom(fan, friend, soulbound);
        vm.expectRevert(refusal);
        membership.safeTransferFrom(fan, friend, soulbound, "data");
        vm.expectRevert(refusal);
        membership.approve(friend, soulbound);
        vm.stopPrank();
        vm.expectRevert(refusal);
        vm.prank(shop);
        membership.transferFrom(fan, friend, soulbound);
        assertTrue(membership.locked(soulbound));
        assertFalse(membership.locked(id));
    }

    function test_RevertWhen_ThePassDoesNotExist() public {
        uint256[4] memory ids = [uint256(0), uint160(fan), soulbound + 1, id + 2 ** 160];
        for (uint256 i = 0; i < ids.length; ++i) {
            _expectNonexistent(ids[i]);
            membership.ownerOf(ids[i]);
            _expectNonexistent(ids[i]);
            membership.locked(ids[i]);
            _expectNonexistent(ids[i]);
            membership.getApproved(ids[i]);
            _expectNonexistent(ids[i]);
            membership.tokenURI(ids[i]);
            _expectNonexistent(ids[i]);
            membership.approve(shop, ids[i]);
            _expectNonexistent(ids[i]);
            membership.transferFrom(fan, friend, ids[i]);
        }
    }

    function test_RevertWhen_BalanceOfZero() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidOwner.selector, address(0)));
        membership.balanceOf(address(0));
    }

    function test_tokenURI_isJsonOnChain_andNamesAreEscaped() public {
        // base64 of {"name":"Gold, tier 2 of creator 1"}
        assertEq(
            membership.tokenURI(id), "data:application/json;base64,eyJuYW1lIjoiR29sZCwgdGllciAyIG9mIGNyZWF0b3IgMSJ9"
        );
        vm.prank(creator);
        membership.createTier('"},"x":{"\\', PRICE, PERIOD, 1, true, POST);
        uint256 odd = join(fan, 3);
        // base64 of {"name":"\"},\"x\":{\"\\, tier 3 of creator 1"}
        assertEq(
            membership.tokenURI(odd),
            "data:application/json;base64,eyJuYW1lIjoiXCJ9LFwieFwiOntcIlxcLCB0aWVyIDMgb2YgY3JlYXRvciAxIn0="
        );
    }

    function test_supportsInterface_ofTheStandards() public view {
        assertEq(bytes32(type(IERC5643).interfaceId), bytes32(bytes4(0x8c65f84d)));
        bytes4[5] memory ids = [
            type(IERC165).interfaceId,
            type(IERC721).interfaceId,
            type(IERC721Metadata).interfaceId,
            type(IERC5192).interfaceId,
            type(IERC5643).interfaceId
        ];
        for (uint256 i = 0; i < ids.length; ++i) {
            assertTrue(membership.supportsInterface(ids[i]));
        }
        assertFalse(membership.supportsInterface(0xffffffff));
    }

    function _expectNonexistent(uint256 which) private {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, which));
    }

    function _expectUnapproved(address who, uint256 which) private {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, who, which));
    }
}
