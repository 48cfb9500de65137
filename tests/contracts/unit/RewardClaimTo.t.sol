// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClaimToTest} from "../support/ClaimToTest.sol";
import {MultisigWallet} from "../support/MultisigWallet.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";

/// @dev A claim sent elsewhere by its account's signature.
contract RewardClaimToTest is ClaimToTest {
    IRewardDistributor.Claim private request;

    function setUp() public override {
        super.setUp();
        request = claimOf(alice, address(usdt), 5e6, allocate(alice, address(usdt), 5e6));
    }

    function test_claimTo_paysWhereTheAccountSays() public {
        bytes memory signature = sign(aliceKey, digestOf(request, bob, 0));
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RewardClaimed(alice, address(usdt), 5e6, 5e6);
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.ClaimRedirected(alice, address(usdt), bob, 5e6);
        vm.prank(sponsor);
        assertEq(distributor.claimTo(request, bob, deadline, signature), 5e6);
        assertEq(usdt.balanceOf(bob), 5e6);
        assertEq(usdt.balanceOf(alice), 0);
        assertEq(distributor.nonces(alice), 1);
    }

    function test_claimTo_isTheAccountsOwnActUnderSelfOnly() public {
        vm.prank(alice);
        distributor.setSelfOnly(true);
        distributor.claimTo(request, bob, deadline, sign(aliceKey, digestOf(request, bob, 0)));
        assertEq(usdt.balanceOf(bob), 5e6);
    }

    function test_claimTo_worksUntilTheDeadline() public {
        bytes memory signature = sign(aliceKey, digestOf(request, bob, 0));
        vm.warp(deadline);
        distributor.claimTo(request, bob, deadline, signature);
        assertEq(usdt.balanceOf(bob), 5e6);
    }

    function test_claimTo_acceptsAContractWallet() public {
        MultisigWallet wallet = new MultisigWallet();
        bytes32[] memory proof = allocate(address(wallet), address(usdt), 20e6);
        IRewardDistributor.Claim memory ofWallet = claimOf(address(wallet), address(usdt), 20e6, proof);
        expectInvalidSignature(address(wallet));
        distributor.claimTo(ofWallet, bob, deadline, "whatever");
        wallet.agree(digestOf(ofWallet, bob, 0));
        distributor.claimTo(ofWallet, bob, deadline, "whatever");
        assertEq(usdt.balanceOf(bob), 20e6);
    }

    function test_claimTo_acceptsTheKeyOfADelegatedAccount() public {
        // An EIP-7702 account has code and may refuse everything by ERC-1271; its key still speaks for it.
        vm.etch(alice, address(new MultisigWallet()).code);
        distributor.claimTo(request, bob, deadline, sign(aliceKey, digestOf(request, bob, 0)));
        assertEq(usdt.balanceOf(bob), 5e6);
    }

    function test_RevertWhen_RedirectingPoints() public {
        bytes32[] memory proof = allocate(alice, address(points), 1e6);
        IRewardDistributor.Claim memory ofPoints = claimOf(alice, address(points), 1e6, proof);
        bytes memory signature = sign(aliceKey, digestOf(ofPoints, bob, 0));
        vm.expectRevert(IRewardDistributor.PointsNotRedirectable.selector);
        distributor.claimTo(ofPoints, bob, deadline, signature);
    }

    function test_RevertWhen_DeadlineIsOver() public {
        bytes memory signature = sign(aliceKey, digestOf(request, bob, 0));
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.DeadlineExpired.selector, deadline));
        distributor.claimTo(request, bob, deadline, signature);
    }

    function test_RevertWhen_RecipientIsInvalid() public {
        address[2] memory invalid = [address(0), address(distributor)];
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory signature = sign(aliceKey, digestOf(request, invalid[i], 0));
            vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.InvalidRecipient.selector, invalid[i]));
            distributor.claimTo(request, invalid[i], deadline, signature);
        }
    }

    function test_RevertWhen_AnotherSigned() public {
        bytes32 digest = digestOf(request, bob, 0);
        expectInvalidSignature(alice);
        distributor.claimTo(request, bob, deadline, sign(uint256(keccak256("bob's key")), digest));
        expectInvalidSignature(alice);
        distributor.claimTo(request, bob, deadline, "");
    }

    function test_RevertWhen_AccountZeroIsClaimedForWithAnUnrecoverableSignature() public {
        bytes32[] memory proof = allocate(address(0), address(usdt), 20e6);
        IRewardDistributor.Claim memory ofNobody = claimOf(address(0), address(usdt), 20e6, proof);
        expectInvalidSignature(address(0));
        distributor.claimTo(ofNobody, bob, deadline, new bytes(65));
    }

    function test_RevertWhen_SignedButTheProofIsWrong() public {
        request.cumulative = 6e6;
        bytes memory signature = sign(aliceKey, digestOf(request, bob, 0));
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.InvalidProof.selector, alice, address(usdt), 6e6));
        distributor.claimTo(request, bob, deadline, signature);
        assertEq(distributor.nonces(alice), 0, "nothing was used up");
    }

    function test_RevertWhen_SignedButAlreadyClaimed() public {
        bytes memory signature = sign(aliceKey, digestOf(request, bob, 0));
        distributor.claim(alice, address(usdt), 5e6, request.proof);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.NothingToClaim.selector, alice, address(usdt)));
        distributor.claimTo(request, bob, deadline, signature);
    }
}
