// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClaimToTest} from "../support/ClaimToTest.sol";
import {MerkleTreeLib} from "../support/MerkleTreeLib.sol";
import {RewardDistributor} from "contracts/RewardDistributor.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";

/// @dev Strangers who want somebody else's money, or want somebody not to get it.
contract RewardClaimAttacks is ClaimToTest {
    using MerkleTreeLib for bytes32[];
    using MerkleTreeLib for MerkleTreeLib.Leaf[];

    address private attacker = makeAddr("attacker");

    function test_claimFrontRun_paysTheAccountAllTheSame() public {
        bytes32[] memory proof = allocate(alice, address(usdt), 5e6);
        vm.prank(attacker);
        distributor.claim(alice, address(usdt), 5e6, proof);
        assertEq(usdt.balanceOf(alice), 5e6);
        assertEq(usdt.balanceOf(attacker), 0);
    }

    /// @dev Before a sponsor's batch the attacker claims one entry and closes another: the rest is still paid.
    function test_batchGriefing_cannotStopTheOthers() public {
        (IRewardDistributor.Claim[] memory claims, address[] memory people) = _crowd(6);
        vm.prank(attacker);
        distributor.claim(people[2], address(usdt), 3e6, claims[2].proof);
        vm.prank(people[4]);
        distributor.setSelfOnly(true);

        vm.prank(sponsor);
        uint256[] memory amounts = distributor.claimMany(claims);
        for (uint256 i = 0; i < 6; ++i) {
            assertEq(amounts[i], i == 2 || i == 4 ? 0 : (i + 1) * 1e6);
            assertEq(usdt.balanceOf(people[i]), i == 4 ? 0 : (i + 1) * 1e6);
        }
    }

    function test_overAllocatedPoints_cannotStopTheOthersInABatch() public {
        MerkleTreeLib.Leaf[] memory leaves = new MerkleTreeLib.Leaf[](2);
        leaves[0] = MerkleTreeLib.Leaf(attacker, address(points), 11e6);
        leaves[1] = MerkleTreeLib.Leaf(bob, address(points), 4e6);
        bytes32[] memory tree = leaves.build();
        activate(tree[0], totalsOf(address(points), 10e6));
        IRewardDistributor.Claim[] memory claims = new IRewardDistributor.Claim[](2);
        claims[0] = claimOf(attacker, address(points), 11e6, tree.proofOf(leaves[0]));
        claims[1] = claimOf(bob, address(points), 4e6, tree.proofOf(leaves[1]));
        distributor.claimMany(claims);
        assertEq(points.balanceOf(attacker), 0);
        assertEq(points.balanceOf(bob), 4e6);
    }

    function test_rootZero_canNeitherBeProposedNorClaimedUnder() public {
        vm.expectRevert(IRewardDistributor.RootIsZero.selector);
        propose(0, noTotals());
        assertEq(distributor.epochOf(0), 0);
        vm.expectRevert(IRewardDistributor.NothingPending.selector);
        distributor.activate();
    }

    function test_overAllocatingLeaf_isNotPaidAboveTheAnnouncedTotal() public {
        fund(100e6);
        MerkleTreeLib.Leaf memory leaf = MerkleTreeLib.Leaf(attacker, address(usdt), 11e6);
        activate(MerkleTreeLib.hashOf(leaf), totalsOf(address(usdt), 10e6));
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.TotalExceeded.selector, address(usdt), 0, 10e6));
        distributor.claim(attacker, address(usdt), 11e6, new bytes32[](0));
    }

    function test_overAllocatingPoints_areNotMintedAboveTheAnnouncedTotalTogether() public {
        MerkleTreeLib.Leaf[] memory leaves = new MerkleTreeLib.Leaf[](2);
        leaves[0] = MerkleTreeLib.Leaf(attacker, address(points), 6e6);
        leaves[1] = MerkleTreeLib.Leaf(bob, address(points), 6e6);
        bytes32[] memory tree = leaves.build();
        activate(tree[0], totalsOf(address(points), 10e6));
        distributor.claim(bob, address(points), 6e6, tree.proofOf(leaves[1]));
        vm.prank(bob);
        points.burn(6e6);
        bytes32[] memory proof = tree.proofOf(leaves[0]);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.TotalExceeded.selector, address(points), 6e6, 10e6));
        distributor.claim(attacker, address(points), 6e6, proof);
    }

    function test_unannouncedToken_paysNothing() public {
        fund(100e6);
        MerkleTreeLib.Leaf memory leaf = MerkleTreeLib.Leaf(attacker, address(usdt), 1);
        activate(MerkleTreeLib.hashOf(leaf), noTotals());
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.TotalExceeded.selector, address(usdt), 0, 0));
        distributor.claim(attacker, address(usdt), 1, new bytes32[](0));
    }

    function test_replay_ofASignatureIsRefused() public {
        IRewardDistributor.Claim memory request = _requestOf(5e6);
        bytes memory signature = sign(aliceKey, digestOf(request, bob, 0));
        distributor.claimTo(request, bob, deadline, signature);
        request = _requestOf(9e6);
        expectInvalidSignature(alice);
        distributor.claimTo(request, bob, deadline, signature);
        // Not even for the same leaf: the nonce is used.
        bytes memory old = sign(aliceKey, digestOf(request, bob, 0));
        expectInvalidSignature(alice);
        distributor.claimTo(request, bob, deadline, old);
        distributor.claimTo(request, bob, deadline, sign(aliceKey, digestOf(request, bob, 1)));
        assertEq(usdt.balanceOf(bob), 9e6);
    }

    function test_replay_onAnotherChainIsRefused() public {
        IRewardDistributor.Claim memory request = _requestOf(5e6);
        bytes memory signature = sign(aliceKey, digestOf(request, bob, 0));
        vm.chainId(block.chainid + 1);
        expectInvalidSignature(alice);
        distributor.claimTo(request, bob, deadline, signature);
    }

    function test_replay_onAnotherContractIsRefused() public {
        IRewardDistributor.Claim memory request = _requestOf(5e6);
        RewardDistributor other = new RewardDistributor(admin, settler, guardians, WINDOW);
        bytes memory signature = sign(aliceKey, digestFor(address(other), block.chainid, request, bob, 0));
        expectInvalidSignature(alice);
        distributor.claimTo(request, bob, deadline, signature);
    }

    function test_frontRun_cannotChangeWhatWasSigned() public {
        IRewardDistributor.Claim memory request = _requestOf(5e6);
        bytes memory signature = sign(aliceKey, digestOf(request, bob, 0));
        vm.startPrank(attacker);
        expectInvalidSignature(alice);
        distributor.claimTo(request, attacker, deadline, signature);
        expectInvalidSignature(alice);
        distributor.claimTo(request, bob, deadline + 1, signature);
        vm.stopPrank();
        distributor.claimTo(request, bob, deadline, signature);
    }

    function _requestOf(uint256 cumulative) private returns (IRewardDistributor.Claim memory) {
        return claimOf(alice, address(usdt), cumulative, allocate(alice, address(usdt), cumulative));
    }

    /// @dev `count` people, the i-th with i+1 dollars, in one activated tree.
    function _crowd(uint256 count) private returns (IRewardDistributor.Claim[] memory claims, address[] memory people) {
        MerkleTreeLib.Leaf[] memory leaves = new MerkleTreeLib.Leaf[](count);
        people = new address[](count);
        uint256 total = 0;
        for (uint256 i = 0; i < count; ++i) {
            people[i] = makeAddr(string.concat("person ", vm.toString(i)));
            leaves[i] = MerkleTreeLib.Leaf(people[i], address(usdt), (i + 1) * 1e6);
            total += leaves[i].cumulative;
        }
        bytes32[] memory tree = leaves.build();
        fund(total);
        activate(tree[0], totalsOf(address(usdt), total));
        claims = new IRewardDistributor.Claim[](count);
        for (uint256 i = 0; i < count; ++i) {
            claims[i] = claimOf(people[i], address(usdt), leaves[i].cumulative, tree.proofOf(leaves[i]));
        }
    }
}
