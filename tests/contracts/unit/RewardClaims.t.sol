// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleTreeLib} from "../support/MerkleTreeLib.sol";
import {RewardTest} from "../support/RewardTest.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";

/// @dev What is paid, to whom, how often, and who may ask for it.
contract RewardClaimsTest is RewardTest {
    using MerkleTreeLib for bytes32[];
    using MerkleTreeLib for MerkleTreeLib.Leaf[];

    function test_claim_paysTheAccountWhoeverCalls() public {
        bytes32[] memory proof = allocate(alice, address(usdt), 5e6);
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RewardClaimed(alice, address(usdt), 5e6, 5e6);
        vm.prank(bob);
        assertEq(distributor.claim(alice, address(usdt), 5e6, proof), 5e6);
        assertEq(usdt.balanceOf(alice), 5e6);
        assertEq(distributor.claimed(alice, address(usdt)), 5e6);
        assertEq(distributor.paid(address(usdt)), 5e6);
    }

    function test_claim_paysOnlyTheDifference() public {
        bytes32[] memory first = allocate(alice, address(usdt), 5e6);
        distributor.claim(alice, address(usdt), 5e6, first);
        bytes32[] memory second = allocate(alice, address(usdt), 12e6);
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RewardClaimed(alice, address(usdt), 7e6, 12e6);
        assertEq(distributor.claim(alice, address(usdt), 12e6, second), 7e6);
        assertEq(usdt.balanceOf(alice), 12e6);
    }

    function test_claim_oldProofsWorkForEver() public {
        bytes32[] memory first = allocate(alice, address(usdt), 5e6);
        activate(keccak256("a root that leaves alice out"), noTotals());
        skip(3650 days);
        assertEq(distributor.claim(alice, address(usdt), 5e6, first), 5e6);
    }

    function test_claim_mintsPoints() public {
        bytes32[] memory proof = allocate(alice, address(points), 9e6);
        distributor.claim(alice, address(points), 9e6, proof);
        assertEq(points.balanceOf(alice), 9e6);
        assertEq(points.totalSupply(), 9e6);
        assertEq(distributor.paid(address(points)), 9e6);
    }

    function test_claim_ofATreeWithOneLeaf() public {
        MerkleTreeLib.Leaf memory leaf = MerkleTreeLib.Leaf(alice, address(points), 1);
        activate(MerkleTreeLib.hashOf(leaf), totalsOf(address(points), 1));
        distributor.claim(alice, address(points), 1, new bytes32[](0));
        assertEq(points.balanceOf(alice), 1);
    }

    function test_paid_doesNotGoBelowZeroWithWhatWasSentByMistake() public {
        usdt.mint(address(distributor), 3);
        assertEq(distributor.paid(address(usdt)), 0);
        assertEq(distributor.paid(bob), 0);
    }

    function test_RevertWhen_ClaimedTwice() public {
        bytes32[] memory proof = allocate(alice, address(usdt), 5e6);
        distributor.claim(alice, address(usdt), 5e6, proof);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.NothingToClaim.selector, alice, address(usdt)));
        distributor.claim(alice, address(usdt), 5e6, proof);
    }

    function test_RevertWhen_ClaimingZero() public {
        bytes32[] memory proof = allocate(alice, address(points), 0);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.NothingToClaim.selector, alice, address(points)));
        distributor.claim(alice, address(points), 0, proof);
    }

    function test_RevertWhen_ProofIsOfAnotherLeaf() public {
        bytes32[] memory proof = allocate(alice, address(usdt), 5e6);
        _expectInvalidProof(bob, address(usdt), 5e6);
        distributor.claim(bob, address(usdt), 5e6, proof);
        _expectInvalidProof(alice, address(points), 5e6);
        distributor.claim(alice, address(points), 5e6, proof);
        _expectInvalidProof(alice, address(usdt), 5e6 + 1);
        distributor.claim(alice, address(usdt), 5e6 + 1, proof);
        _expectInvalidProof(alice, address(usdt), 5e6);
        distributor.claim(alice, address(usdt), 5e6, new bytes32[](0));
    }

    function test_RevertWhen_RootIsOnlyPending() public {
        MerkleTreeLib.Leaf memory leaf = MerkleTreeLib.Leaf(alice, address(points), 1);
        propose(MerkleTreeLib.hashOf(leaf), totalsOf(address(points), 1));
        skip(WINDOW);
        _expectInvalidProof(alice, address(points), 1);
        distributor.claim(alice, address(points), 1, new bytes32[](0));
    }

    function test_selfOnly_letsOnlyTheAccountClaim() public {
        bytes32[] memory proof = allocate(alice, address(usdt), 5e6);
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.SelfOnlySet(alice, true);
        vm.prank(alice);
        distributor.setSelfOnly(true);
        assertTrue(distributor.isSelfOnly(alice));

        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.ClaimBySelfOnly.selector, alice));
        distributor.claim(alice, address(usdt), 5e6, proof);
        vm.prank(alice);
        distributor.claim(alice, address(usdt), 5e6, proof);
    }

    function test_selfOnly_canBeTakenBack() public {
        bytes32[] memory proof = allocate(alice, address(usdt), 5e6);
        vm.startPrank(alice);
        distributor.setSelfOnly(true);
        distributor.setSelfOnly(false);
        vm.stopPrank();
        vm.prank(bob);
        distributor.claim(alice, address(usdt), 5e6, proof);
        assertEq(usdt.balanceOf(alice), 5e6);
    }

    function test_claimMany_paysWhatIsDueAndSkipsTheRest() public {
        IRewardDistributor.Claim[] memory claims = _familyOf(alice, bob);
        distributor.claim(alice, address(usdt), 5e6, claims[0].proof);
        vm.prank(bob);
        distributor.setSelfOnly(true);

        uint256[] memory amounts = distributor.claimMany(claims);
        assertEq(amounts.length, 3);
        assertEq(amounts[0], 0, "claimed before");
        assertEq(amounts[1], 4e6);
        assertEq(amounts[2], 0, "closed by its account");
        assertEq(points.balanceOf(alice), 4e6);
        assertEq(usdt.balanceOf(bob), 0);
    }

    function test_claimMany_servesASelfOnlyAccountItself() public {
        IRewardDistributor.Claim[] memory claims = _familyOf(alice, bob);
        vm.startPrank(bob);
        distributor.setSelfOnly(true);
        uint256[] memory amounts = distributor.claimMany(claims);
        assertEq(amounts[2], 3e6);
        assertEq(usdt.balanceOf(alice), 5e6);
        assertEq(usdt.balanceOf(bob), 3e6);
    }

    function test_claimMany_paysTheSameLeafOnce() public {
        IRewardDistributor.Claim[] memory claims = _familyOf(alice, bob);
        claims[1] = claims[0];
        uint256[] memory amounts = distributor.claimMany(claims);
        assertEq(amounts[0], 5e6);
        assertEq(amounts[1], 0);
        assertEq(usdt.balanceOf(alice), 5e6);
    }

    function test_claimMany_mintsTheDifferenceOfPoints() public {
        bytes32[] memory first = allocate(alice, address(points), 5e6);
        distributor.claim(alice, address(points), 5e6, first);
        bytes32[] memory second = allocate(alice, address(points), 12e6);
        IRewardDistributor.Claim[] memory claims = new IRewardDistributor.Claim[](1);
        claims[0] = claimOf(alice, address(points), 12e6, second);
        assertEq(distributor.claimMany(claims)[0], 7e6);
        assertEq(points.balanceOf(alice), 12e6);
    }

    function test_RevertWhen_ClaimManyPaysNothing() public {
        IRewardDistributor.Claim[] memory claims = _familyOf(alice, bob);
        distributor.claimMany(claims);
        vm.expectRevert(IRewardDistributor.NothingDue.selector);
        distributor.claimMany(claims);
        vm.expectRevert(IRewardDistributor.NothingDue.selector);
        distributor.claimMany(new IRewardDistributor.Claim[](0));
    }

    function test_RevertWhen_ClaimManyHasAWrongProof() public {
        IRewardDistributor.Claim[] memory claims = _familyOf(alice, bob);
        claims[2].cumulative += 1;
        _expectInvalidProof(bob, address(usdt), 3e6 + 1);
        distributor.claimMany(claims);
    }

    /// @dev 5 of money and 4 points for `one`, 3 of money for `other`, in one activated tree.
    function _familyOf(address one, address other) private returns (IRewardDistributor.Claim[] memory claims) {
        MerkleTreeLib.Leaf[] memory leaves = new MerkleTreeLib.Leaf[](3);
        leaves[0] = MerkleTreeLib.Leaf(one, address(usdt), 5e6);
        leaves[1] = MerkleTreeLib.Leaf(one, address(points), 4e6);
        leaves[2] = MerkleTreeLib.Leaf(other, address(usdt), 3e6);
        bytes32[] memory tree = leaves.build();
        fund(8e6);
        activate(tree[0], totalsOf(address(usdt), 8e6, address(points), 4e6));
        claims = new IRewardDistributor.Claim[](3);
        for (uint256 i = 0; i < 3; ++i) {
            claims[i] = claimOf(leaves[i].account, leaves[i].token, leaves[i].cumulative, tree.proofOf(leaves[i]));
        }
    }

    function _expectInvalidProof(address account, address token, uint256 cumulative) private {
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.InvalidProof.selector, account, token, cumulative));
    }
}
