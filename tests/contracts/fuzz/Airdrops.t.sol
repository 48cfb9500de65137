// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AirdropTest} from "../support/AirdropTest.sol";
import {MerkleTreeLib} from "../support/MerkleTreeLib.sol";
import {IAirdrops} from "contracts/interfaces/IAirdrops.sol";

contract AirdropsFuzzTest is AirdropTest {
    /// @dev Any tree of 1 to 30 gifts at any indexes, claimed in any order, pays every leaf once and nothing more.
    function testFuzz_claims_payEveryLeafExactly(uint256 seed, uint256 count) public {
        Gift[] memory gifts = new Gift[](bound(count, 1, 30));
        uint256 total = 0;
        for (uint256 i = 0; i < gifts.length; ++i) {
            uint256 amount = 1 + (uint256(keccak256(abi.encode(seed, i))) >> (8 + (seed ^ i) % 240));
            // Neighbours, or far apart, but never the same.
            uint256 index = i * (seed % 2 == 0 ? 1 : 2 ** 250 + 1);
            gifts[i] = Gift(index, address(uint160(0x1000 + i % 20)), amount);
            total += amount;
        }
        uint256 campaign = campaignOf(gifts, total);
        for (uint256 n = 0; n < gifts.length; ++n) {
            uint256 which = (n + seed % gifts.length) % gifts.length;
            uint256 before = usdt.balanceOf(gifts[which].account);
            claim(campaign, gifts, which);
            assertEq(usdt.balanceOf(gifts[which].account) - before, gifts[which].amount);
            assertTrue(airdrops.isClaimed(campaign, gifts[which].index));
        }
        assertEq(airdrops.held(campaign), 0);
        IAirdrops.Claim[] memory claims = claimsFor(campaign, gifts);
        vm.expectRevert(IAirdrops.NothingDue.selector);
        airdrops.claimMany(claims);
    }

    /// @dev A batch pays exactly what the same claims pay one by one: what one refuses, the other skips.
    function testFuzz_claimMany_isClaimOneByOne(uint256 seed, uint256 time, uint256 amount) public {
        Gift[] memory gifts = new Gift[](6);
        gifts[0] = Gift(0, alice, 5e6);
        gifts[1] = Gift(0, bob, 4e6);
        gifts[2] = Gift(1, bob, 0);
        gifts[3] = Gift(2, address(airdrops), 1);
        gifts[4] = Gift(3, alice, 7e6);
        gifts[5] = Gift(4, funder, 2e6);
        start += 1 days;
        uint256 campaign = campaignOf(gifts, bound(amount, 1, 20e6));
        vm.warp(bound(time, start - 2 days, end + 1 days));
        if (seed % 8 == 0 && block.timestamp >= end) sweep(campaign);
        IAirdrops.Claim[] memory claims = new IAirdrops.Claim[](8);
        for (uint256 i = 0; i < 8; ++i) {
            claims[i] = claimFor(campaign, gifts, (seed >> (8 * i + 8)) % 6);
        }

        uint256 clean = vm.snapshotState();
        uint256[] memory expected = new uint256[](8);
        uint256 total = 0;
        for (uint256 i = 0; i < 8; ++i) {
            IAirdrops.Claim memory one = claims[i];
            try airdrops.claim(one.campaign, one.index, one.account, one.amount, one.proof) {
                expected[i] = one.amount;
                total += one.amount;
            } catch {}
        }
        vm.revertToState(clean);
        if (total == 0) vm.expectRevert(IAirdrops.NothingDue.selector);
        uint256[] memory paid = airdrops.claimMany(claims);
        if (total != 0) assertEq(abi.encode(paid), abi.encode(expected));
    }

    /// @dev Any word of any proof changed by any bit, a longer and a shorter proof: nothing is paid.
    function testFuzz_RevertWhen_ProofIsTampered(uint256 seed, uint8 word, uint256 bit) public {
        (uint256 campaign, Gift memory gift, bytes32[] memory proof) = _deep(seed);
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
        _expectInvalidProof(campaign, gift);
        airdrops.claim(campaign, gift.index, gift.account, gift.amount, proof);
    }

    function testFuzz_RevertWhen_LeafIsTampered(uint256 seed, uint256 index, address account, uint256 amount) public {
        (uint256 campaign, Gift memory gift, bytes32[] memory proof) = _deep(seed);
        vm.assume(index != gift.index && account != gift.account && amount != gift.amount);
        if (seed % 3 == 0) gift.index = index;
        else if (seed % 3 == 1) gift.account = account;
        else gift.amount = amount;
        _expectInvalidProof(campaign, gift);
        airdrops.claim(campaign, gift.index, gift.account, gift.amount, proof);
    }

    /// @dev Whatever times are asked for, what is made can be claimed for a day and swept within five years.
    function testFuzz_create_keepsTimesWithinBounds(uint64 from, uint64 to, uint64 now_) public {
        vm.warp(bound(now_, 1, 2 ** 39));
        (start, end) = (from, to);
        usdt.mint(funder, 1);
        vm.startPrank(funder);
        usdt.approve(address(airdrops), 1);
        uint256 opens = from > block.timestamp ? from : block.timestamp;
        bool allowed = to >= opens + 1 days && to <= block.timestamp + 5 * 365 days;
        try airdrops.create(address(usdt), 1, POST, from, to, POST) returns (uint256 campaign) {
            assertTrue(allowed);
            assertEq(airdrops.campaignOf(campaign).start, opens);
            assertEq(airdrops.campaignOf(campaign).end, to);
        } catch {
            assertFalse(allowed);
        }
    }

    /// @dev A leaf under 2 to 20 random siblings.
    function _deep(uint256 seed) private returns (uint256 campaign, Gift memory gift, bytes32[] memory proof) {
        gift = Gift(seed, alice, 7e6);
        proof = new bytes32[](2 + seed % 19);
        bytes32 node = hashOf(gift);
        for (uint256 i = 0; i < proof.length; ++i) {
            proof[i] = keccak256(abi.encode(seed, "sibling", i));
            node = MerkleTreeLib.pair(node, proof[i]);
        }
        campaign = create(airdrops, funder, address(usdt), 7e6, node);
    }

    function _expectInvalidProof(uint256 campaign, Gift memory gift) private {
        vm.expectRevert(
            abi.encodeWithSelector(IAirdrops.InvalidProof.selector, campaign, gift.index, gift.account, gift.amount)
        );
    }
}
