// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClaimToTest} from "../support/ClaimToTest.sol";
import {MerkleTreeLib} from "../support/MerkleTreeLib.sol";
import {WeakDistributor} from "../weak/WeakDistributor.sol";
import {RebasingToken} from "../weird/RebasingToken.sol";
import {ReentrantToken} from "../weird/ReentrantToken.sol";
import {RewardDistributor} from "contracts/RewardDistributor.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";

/// @dev The attacks of the other files once more, in short: each is made on the contract, where it fails, and on a copy
/// without the defence, where it succeeds. So these tests are known to bite.
contract RewardDefences is ClaimToTest {
    using MerkleTreeLib for bytes32[];
    using MerkleTreeLib for MerkleTreeLib.Leaf[];

    bytes32 private constant BAD = keccak256("a bad root");
    address private attacker = makeAddr("attacker");

    function test_claimFrontRun_paysNobodyElse() public {
        assertEq(_frontRun(), 0);
        _weaken(WeakDistributor.Weakness.PaysTheCaller);
        assertEq(_frontRun(), 5e6);
    }

    function test_batchGriefing_stopsNobodyElse() public {
        assertEq(_grief(), 5e6);
        _weaken(WeakDistributor.Weakness.StopsTheBatch);
        assertEq(_grief(), 0);
    }

    function test_doubleClaim_paysOnce() public {
        assertEq(_claimTwice(), 5e6);
        _weaken(WeakDistributor.Weakness.ForgetsClaims);
        assertEq(_claimTwice(), 10e6);
    }

    function test_reentrancy_paysOnce() public {
        assertEq(_reenter(), 5e6);
        _weaken(WeakDistributor.Weakness.PaysFirst);
        assertEq(_reenter(), 10e6);
    }

    /// @dev A token that shrank is announced with its old total beside another one that rises.
    function test_frozenActivation_isNot() public {
        assertTrue(_activateBesideAShrunkToken());
        _weaken(WeakDistributor.Weakness.WantsAllTokensThere);
        assertFalse(_activateBesideAShrunkToken());
    }

    /// @dev A root of zero is "nothing pending": its totals would lie in the way of the next root's.
    function test_rootZero_cannotPoisonTheNextRoot() public {
        assertTrue(_proposeZeroFirst());
        _weaken(WeakDistributor.Weakness.AllowsRootZero);
        assertFalse(_proposeZeroFirst());
    }

    function test_overAllocatingRoot_isNotPaidAboveItsTotal() public {
        assertEq(_overAllocate(), 0);
        _weaken(WeakDistributor.Weakness.CapsNothing);
        assertEq(_overAllocate(), 11e6);
    }

    function test_redirectedSignature_paysOnlyWhomItNames() public {
        assertEq(_redirect(bob), 0);
        _weaken(WeakDistributor.Weakness.SignsNoRecipient);
        assertEq(_redirect(address(0)), 5e6);
    }

    /// @dev In the last second of the window, when every guardian has looked.
    function test_stolenSettler_cannotSwapThePendingRoot() public {
        assertFalse(_swapRoot());
        _weaken(WeakDistributor.Weakness.OverwritesPending);
        assertTrue(_swapRoot());
    }

    function test_omittedLeaf_isStillPaid() public {
        assertEq(_omit(), 5e6);
        _weaken(WeakDistributor.Weakness.KeepsOnlyTheLastRoot);
        assertEq(_omit(), 0);
    }

    /// @dev With no defence taken away the copy resists as well: it is the defence that makes the difference.
    function test_copy_withoutAWeaknessResists() public {
        _weaken(WeakDistributor.Weakness.None);
        assertEq(_frontRun(), 0);
        _weaken(WeakDistributor.Weakness.None);
        assertEq(_claimTwice(), 5e6);
        _weaken(WeakDistributor.Weakness.None);
        assertEq(_reenter(), 5e6);
        _weaken(WeakDistributor.Weakness.None);
        assertTrue(_activateBesideAShrunkToken());
        _weaken(WeakDistributor.Weakness.None);
        assertEq(_overAllocate(), 0);
        _weaken(WeakDistributor.Weakness.None);
        assertFalse(_swapRoot());
        _weaken(WeakDistributor.Weakness.None);
        assertEq(_omit(), 5e6);
    }

    /// @return what the attacker has after bringing alice's claim before her
    function _frontRun() private returns (uint256) {
        bytes32[] memory proof = allocate(alice, address(usdt), 5e6);
        vm.prank(attacker);
        distributor.claim(alice, address(usdt), 5e6, proof);
        return usdt.balanceOf(attacker);
    }

    /// @return what alice gets from a batch of which the attacker has claimed the other half
    function _grief() private returns (uint256) {
        (bytes32[] memory tree, MerkleTreeLib.Leaf[] memory leaves) = _two(address(usdt), 5e6, 3e6);
        fund(8e6);
        activate(tree[0], totalsOf(address(usdt), 8e6));
        IRewardDistributor.Claim[] memory claims = new IRewardDistributor.Claim[](2);
        claims[0] = claimOf(alice, address(usdt), 5e6, tree.proofOf(leaves[0]));
        claims[1] = claimOf(bob, address(usdt), 3e6, tree.proofOf(leaves[1]));
        uint256 before = usdt.balanceOf(alice);
        vm.prank(attacker);
        distributor.claim(bob, address(usdt), 3e6, claims[1].proof);
        try distributor.claimMany(claims) {} catch {}
        return usdt.balanceOf(alice) - before;
    }

    /// @return what alice has for one leaf of five dollars, with ten there
    function _claimTwice() private returns (uint256) {
        bytes32[] memory proof = allocate(alice, address(usdt), 5e6);
        uint256 before = usdt.balanceOf(alice);
        for (uint256 i = 0; i < 3; ++i) {
            try distributor.claim(alice, address(usdt), 5e6, proof) {} catch {}
        }
        return usdt.balanceOf(alice) - before;
    }

    /// @return what alice has when her token claims for her in the middle of her claim
    function _reenter() private returns (uint256) {
        ReentrantToken token = new ReentrantToken();
        token.mint(sponsor, 10e6);
        vm.startPrank(sponsor);
        token.approve(address(distributor), 10e6);
        distributor.fund(address(token), 10e6);
        vm.stopPrank();
        bytes32[] memory proof = allocate(alice, address(token), 5e6);
        token.arm(address(distributor), abi.encodeCall(distributor.claim, (alice, address(token), 5e6, proof)));
        distributor.claim(alice, address(token), 5e6, proof);
        return token.balanceOf(alice);
    }

    /// @return whether the dollars' epoch starts
    function _activateBesideAShrunkToken() private returns (bool) {
        RebasingToken token = new RebasingToken();
        token.mint(sponsor, 10e6);
        vm.prank(sponsor);
        distributor.fund(address(token), 10e6);
        activate(keccak256("week 1"), totalsOf(address(token), 10e6));
        token.rebase(50);
        fund(3e6);
        propose(keccak256("week 2"), totalsOf(address(token), 10e6, address(usdt), 3e6));
        skip(WINDOW);
        (bool started,) = address(distributor).call(abi.encodeCall(distributor.activate, ()));
        return started;
    }

    /// @return whether the honest root that follows can be activated
    function _proposeZeroFirst() private returns (bool) {
        vm.startPrank(settler);
        try distributor.propose(0, INPUTS, totalsOf(address(usdt), 1e18)) {} catch {}
        vm.stopPrank();
        fund(3e6);
        propose(ROOT, totalsOf(address(usdt), 3e6));
        skip(WINDOW);
        (bool started,) = address(distributor).call(abi.encodeCall(distributor.activate, ()));
        return started;
    }

    /// @return what one leaf of eleven dollars takes of a hundred that were funded ahead, ten of them announced
    function _overAllocate() private returns (uint256) {
        fund(100e6);
        MerkleTreeLib.Leaf memory leaf = MerkleTreeLib.Leaf(attacker, address(usdt), 11e6);
        activate(MerkleTreeLib.hashOf(leaf), totalsOf(address(usdt), 10e6));
        try distributor.claim(attacker, address(usdt), 11e6, new bytes32[](0)) {} catch {}
        return usdt.balanceOf(attacker);
    }

    /// @param named whom alice's signature names
    /// @return what the attacker has who saw the signature on its way
    function _redirect(address named) private returns (uint256) {
        IRewardDistributor.Claim memory request =
            claimOf(alice, address(usdt), 5e6, allocate(alice, address(usdt), 5e6));
        bytes memory signature = sign(aliceKey, digestOf(request, named, 0));
        vm.prank(attacker);
        try distributor.claimTo(request, attacker, deadline, signature) {} catch {}
        return usdt.balanceOf(attacker);
    }

    /// @return whether a root that nobody could check is claimable
    function _swapRoot() private returns (bool) {
        propose(ROOT, noTotals());
        skip(WINDOW - 1);
        vm.prank(settler);
        try distributor.propose(BAD, INPUTS, noTotals()) {} catch {}
        skip(1);
        distributor.activate();
        return distributor.epochOf(BAD) != 0;
    }

    /// @return what alice gets by her proof of the week before, when this week has left her out
    function _omit() private returns (uint256) {
        bytes32[] memory proof = allocate(alice, address(usdt), 5e6);
        activate(keccak256("a week without alice"), noTotals());
        uint256 before = usdt.balanceOf(alice);
        try distributor.claim(alice, address(usdt), 5e6, proof) {} catch {}
        return usdt.balanceOf(alice) - before;
    }

    function _two(address token, uint256 ofAlice, uint256 ofBob)
        private
        view
        returns (bytes32[] memory tree, MerkleTreeLib.Leaf[] memory leaves)
    {
        leaves = new MerkleTreeLib.Leaf[](2);
        leaves[0] = MerkleTreeLib.Leaf(alice, token, ofAlice);
        leaves[1] = MerkleTreeLib.Leaf(bob, token, ofBob);
        tree = leaves.build();
    }

    /// @dev From now on the attacks are made on the copy.
    function _weaken(WeakDistributor.Weakness weakness) private {
        distributor = RewardDistributor(address(new WeakDistributor(weakness)));
    }
}
