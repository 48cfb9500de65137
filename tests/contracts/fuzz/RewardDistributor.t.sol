// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClaimToTest} from "../support/ClaimToTest.sol";
import {MerkleTreeLib} from "../support/MerkleTreeLib.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";

contract RewardDistributorFuzzTest is ClaimToTest {
    using MerkleTreeLib for bytes32[];
    using MerkleTreeLib for MerkleTreeLib.Leaf[];

    /// @dev Any tree of 1 to 40 accounts, claimed in any order by anybody, pays every leaf once and nothing more.
    function testFuzz_claims_payEveryLeafExactly(uint256 seed, uint256 count) public {
        MerkleTreeLib.Leaf[] memory leaves = new MerkleTreeLib.Leaf[](bound(count, 1, 40));
        uint256 total = 0;
        for (uint256 i = 0; i < leaves.length; ++i) {
            uint256 amount = 1 + uint256(keccak256(abi.encode(seed, i))) >> (8 + (seed ^ i) % 240);
            leaves[i] = MerkleTreeLib.Leaf(address(uint160(0x1000 + i)), address(usdt), amount + 1);
            total += amount + 1;
        }
        bytes32[] memory tree = leaves.build();
        fund(total);
        activate(tree[0], totalsOf(address(usdt), total));
        for (uint256 n = 0; n < leaves.length; ++n) {
            MerkleTreeLib.Leaf memory leaf = leaves[(n + seed % leaves.length) % leaves.length];
            distributor.claim(leaf.account, leaf.token, leaf.cumulative, tree.proofOf(leaf));
            assertEq(usdt.balanceOf(leaf.account), leaf.cumulative);
        }
        assertEq(usdt.balanceOf(address(distributor)), 0);
        assertEq(distributor.paid(address(usdt)), total);
    }

    /// @dev Any word of any proof changed by any bit, a longer and a shorter proof: nothing is paid.
    function testFuzz_RevertWhen_ProofIsTampered(uint256 seed, uint8 word, uint256 bit) public {
        (MerkleTreeLib.Leaf memory leaf, bytes32[] memory proof) = _deep(seed);
        uint256 kind = seed % 3;
        if (kind == 0) {
            proof[word % proof.length] ^= bytes32(1 << (bit % 256));
        } else {
            bytes32[] memory other = new bytes32[](kind == 1 ? proof.length + 1 : proof.length - 1);
            for (uint256 i = 0; i < other.length && i < proof.length; ++i) {
                other[i] = proof[i];
            }
            proof = other;
        }
        _expectInvalidProof(leaf);
        distributor.claim(leaf.account, leaf.token, leaf.cumulative, proof);
    }

    function testFuzz_RevertWhen_LeafIsTampered(uint256 seed, address account, address token, uint256 amount) public {
        (MerkleTreeLib.Leaf memory leaf, bytes32[] memory proof) = _deep(seed);
        vm.assume(account != leaf.account && token != leaf.token && amount != leaf.cumulative);
        MerkleTreeLib.Leaf memory forged = MerkleTreeLib.Leaf(leaf.account, leaf.token, leaf.cumulative);
        if (seed % 3 == 0) forged.account = account;
        else if (seed % 3 == 1) forged.token = token;
        else forged.cumulative = amount;
        _expectInvalidProof(forged);
        distributor.claim(forged.account, forged.token, forged.cumulative, proof);
    }

    /// @dev What was claimed before, by whatever root, is subtracted to the unit.
    function testFuzz_claim_paysTheDifference(uint128 first, uint128 more) public {
        vm.assume(first > 0 && more > 0);
        uint256 second = uint256(first) + more;
        distributor.claim(alice, address(points), first, allocate(alice, address(points), first));
        bytes32[] memory proof = allocate(alice, address(points), second);
        assertEq(distributor.claim(alice, address(points), second, proof), more);
        assertEq(points.balanceOf(alice), second);
    }

    function testFuzz_claimTo_takesOnlyTheAccountsSignature(uint256 key, address to, uint256 flipped) public {
        vm.assume(to != address(0) && to != address(distributor) && to != alice);
        key = bound(key, 1, 2 ** 250);
        vm.assume(key != aliceKey);
        IRewardDistributor.Claim memory request =
            claimOf(alice, address(usdt), 5e6, allocate(alice, address(usdt), 5e6));
        bytes32 digest = digestOf(request, to, 0);
        expectInvalidSignature(alice);
        distributor.claimTo(request, to, deadline, sign(key, digest));

        bytes memory signature = sign(aliceKey, digest);
        bytes memory tampered = sign(aliceKey, digest);
        tampered[flipped % 65] ^= bytes1(uint8(1 << (flipped / 65 % 8)));
        expectInvalidSignature(alice);
        distributor.claimTo(request, to, deadline, tampered);
        distributor.claimTo(request, to, deadline, signature);
        assertEq(usdt.balanceOf(to), 5e6);
    }

    /// @dev A leaf under 2 to 20 random siblings, activated.
    function _deep(uint256 seed) private returns (MerkleTreeLib.Leaf memory leaf, bytes32[] memory proof) {
        leaf = MerkleTreeLib.Leaf(alice, address(points), 7e6);
        proof = new bytes32[](2 + seed % 19);
        bytes32 node = MerkleTreeLib.hashOf(leaf);
        for (uint256 i = 0; i < proof.length; ++i) {
            proof[i] = keccak256(abi.encode(seed, "sibling", i));
            node = MerkleTreeLib.pair(node, proof[i]);
        }
        activate(node, totalsOf(address(points), 7e6));
    }

    function _expectInvalidProof(MerkleTreeLib.Leaf memory leaf) private {
        vm.expectRevert(
            abi.encodeWithSelector(IRewardDistributor.InvalidProof.selector, leaf.account, leaf.token, leaf.cumulative)
        );
    }
}
