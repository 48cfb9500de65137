// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AirdropTest} from "../support/AirdropTest.sol";
import {MerkleTreeLib} from "../support/MerkleTreeLib.sol";
import {WeakAirdrops} from "../weak/WeakAirdrops.sol";
import {ZeroRevertToken} from "../weird/ZeroRevertToken.sol";
import {IAirdrops} from "contracts/interfaces/IAirdrops.sol";

/// @dev Strangers who want somebody else's gift, or want somebody not to get it. Each attack is made on the contract,
/// where it fails, and on a copy without the defence, where it succeeds.
contract AirdropClaimAttacks is AirdropTest {
    using MerkleTreeLib for bytes32[];

    address private attacker = makeAddr("attacker");

    function test_claimFrontRun_paysTheAccountAllTheSame() public {
        assertEq(_frontRun(airdrops), 0);
        assertEq(_frontRun(_weak(WeakAirdrops.Weakness.PaysTheCaller)), 5e6);
    }

    /// @dev Before a sponsor's batch the attacker claims one leaf of it: the others are still paid.
    function test_batchGriefing_cannotStopTheOthers() public {
        assertEq(_grief(airdrops), 5e6);
        assertEq(_grief(_weak(WeakAirdrops.Weakness.StopsTheBatch)), 0);
    }

    function test_doubleClaim_paysOnce() public {
        assertEq(_claimTwice(airdrops), 5e6);
        assertEq(_claimTwice(_weak(WeakAirdrops.Weakness.ForgetsClaims)), 10e6);
    }

    /// @dev Two nodes of the tree are brought as if they were a leaf's index, amount and account.
    function test_secondPreimage_anInnerNodeIsNoLeaf() public {
        Gift[] memory gifts = _fourGifts();
        assertEq(_claimNode(airdrops, treeOf(gifts)), 0);
        bytes32[] memory hashes = new bytes32[](4);
        for (uint256 i = 0; i < 4; ++i) {
            hashes[i] = keccak256(abi.encodePacked(gifts[i].index, uint96(gifts[i].amount), gifts[i].account));
        }
        assertGt(_claimNode(_weak(WeakAirdrops.Weakness.ReadsNodesAsLeaves), hashes.build()), 0);
    }

    /// @dev The attacker is claimed at an index 256 above alice's.
    function test_overflow_ofAnIndexBlocksNobody() public {
        assertEq(_collide(airdrops), 5e6);
        assertEq(_collide(_weak(WeakAirdrops.Weakness.NarrowsTheIndex)), 0);
    }

    /// @dev A leaf of nothing in a token that refuses to move nothing must not stop the rest of the batch.
    function test_zeroLeaf_cannotStopABatch() public {
        assertEq(_claimZero(airdrops), 5e6);
        assertEq(_claimZero(_weak(WeakAirdrops.Weakness.PaysNothing)), 0);
    }

    function test_overflow_ofAnAmountIsNotEnoughHeld() public {
        Gift[] memory gifts = twoGifts(type(uint256).max, 1);
        uint256 campaign = campaignOf(gifts, 8e6);
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.NotEnoughHeld.selector, campaign, type(uint256).max, 8e6));
        claim(campaign, gifts, 0);
        claim(campaign, gifts, 1);
        assertEq(usdt.balanceOf(bob), 1);
    }

    function test_dust_isClaimedAndSweptLikeEverything() public {
        Gift[] memory gifts = twoGifts(1, 1);
        uint256 campaign = campaignOf(gifts, 2);
        claim(campaign, gifts, 0);
        vm.warp(end);
        assertEq(sweep(campaign), 1);
        assertEq(usdt.balanceOf(alice), 1);
    }

    /// @return what the attacker has after bringing alice's claim before her
    function _frontRun(IAirdrops target) private returns (uint256) {
        Gift[] memory gifts = twoGifts(5e6, 3e6);
        uint256 campaign = create(target, funder, address(usdt), 8e6, rootOf(gifts));
        vm.prank(attacker);
        claim(target, campaign, gifts, 0);
        return usdt.balanceOf(attacker);
    }

    /// @return what the batch brought alice after the attacker had claimed bob's part of it
    function _grief(IAirdrops target) private returns (uint256) {
        Gift[] memory gifts = twoGifts(5e6, 3e6);
        uint256 campaign = create(target, funder, address(usdt), 8e6, rootOf(gifts));
        IAirdrops.Claim[] memory claims = claimsFor(campaign, gifts);
        uint256 before = usdt.balanceOf(alice);
        vm.prank(attacker);
        claim(target, campaign, gifts, 1);
        try target.claimMany(claims) {} catch {}
        return usdt.balanceOf(alice) - before;
    }

    /// @return what alice has got for one leaf, claimed again and again
    function _claimTwice(IAirdrops target) private returns (uint256) {
        Gift[] memory gifts = twoGifts(5e6, 5e6);
        uint256 campaign = create(target, funder, address(usdt), 10e6, rootOf(gifts));
        bytes32[] memory proof = proofOf(gifts, 0);
        uint256 before = usdt.balanceOf(alice);
        for (uint256 i = 0; i < 3; ++i) {
            try target.claim(campaign, 0, alice, 5e6, proof) {} catch {}
        }
        return usdt.balanceOf(alice) - before;
    }

    /// @return what left the campaign when the first node under the root was brought as a leaf
    function _claimNode(IAirdrops target, bytes32[] memory tree) private returns (uint256) {
        uint256 amount = 2 ** 100;
        uint256 campaign = create(target, funder, address(usdt), amount, tree[0]);
        (bytes32 left, bytes32 right) = tree[3] < tree[4] ? (tree[3], tree[4]) : (tree[4], tree[3]);
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = tree[2];
        address account = address(uint160(uint256(right)));
        try target.claim(campaign, uint256(left), account, uint256(right) >> 160, proof) {} catch {}
        return amount - target.held(campaign);
    }

    /// @return what alice got after the attacker had claimed 256 leaves after her
    function _collide(IAirdrops target) private returns (uint256) {
        Gift[] memory gifts = twoGifts(5e6, 3e6);
        gifts[1] = Gift(256, attacker, 3e6);
        uint256 campaign = create(target, funder, address(usdt), 8e6, rootOf(gifts));
        claim(target, campaign, gifts, 1);
        bytes32[] memory proof = proofOf(gifts, 0);
        uint256 before = usdt.balanceOf(alice);
        try target.claim(campaign, 0, alice, 5e6, proof) {} catch {}
        return usdt.balanceOf(alice) - before;
    }

    /// @return what alice got from a batch with a leaf of nothing beside hers
    function _claimZero(IAirdrops target) private returns (uint256) {
        ZeroRevertToken token = new ZeroRevertToken();
        Gift[] memory gifts = twoGifts(5e6, 0);
        uint256 campaign = create(target, funder, address(token), 5e6, rootOf(gifts));
        try target.claimMany(claimsFor(campaign, gifts)) {} catch {}
        return token.balanceOf(alice);
    }

    function _fourGifts() private view returns (Gift[] memory gifts) {
        gifts = new Gift[](4);
        for (uint256 i = 0; i < 4; ++i) {
            gifts[i] = Gift(i, i % 2 == 0 ? alice : bob, 1e6 + i);
        }
    }

    function _weak(WeakAirdrops.Weakness weakness) private returns (IAirdrops) {
        return new WeakAirdrops(weakness);
    }
}
