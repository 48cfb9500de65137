// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleTreeLib} from "../support/MerkleTreeLib.sol";
import {RewardTest} from "../support/RewardTest.sol";
import {FalseReturnToken} from "../weird/FalseReturnToken.sol";
import {FeeOnTransferToken} from "../weird/FeeOnTransferToken.sol";
import {NoReturnToken} from "../weird/NoReturnToken.sol";
import {PausableToken} from "../weird/PausableToken.sol";
import {ReentrantToken} from "../weird/ReentrantToken.sol";
import {ZeroRevertToken} from "../weird/ZeroRevertToken.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";

/// @dev Reward tokens that misbehave harm nobody but those who are owed them.
contract RewardTokenAttacks is RewardTest {
    using MerkleTreeLib for bytes32[];
    using MerkleTreeLib for MerkleTreeLib.Leaf[];

    function test_feeOnTransfer_cannotBeFunded() public {
        FeeOnTransferToken token = new FeeOnTransferToken();
        token.mint(sponsor, 100e6);
        _fundFails(address(token), abi.encodeWithSelector(IRewardDistributor.UnsupportedToken.selector, token));
        assertEq(distributor.funded(address(token)), 0);
    }

    function test_falseReturn_cannotBeFunded() public {
        FalseReturnToken token = new FalseReturnToken();
        token.mint(sponsor, 100e6);
        _fundFails(address(token), abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token));
    }

    function test_noReturn_isFundedAndClaimed() public {
        NoReturnToken token = new NoReturnToken();
        token.mint(sponsor, 100e6);
        _fundAndClaim(address(token));
    }

    function test_zeroRevert_isFundedAndClaimed() public {
        ZeroRevertToken token = new ZeroRevertToken();
        token.mint(sponsor, 100e6);
        _fundAndClaim(address(token));
    }

    /// @dev In the middle of the payment the account claims the same leaf again, in every way there is.
    function test_reentrancy_ofAClaimIsRefused() public {
        (ReentrantToken token, bytes32[] memory proof) = _reentrant();
        IRewardDistributor.Claim[] memory claims = new IRewardDistributor.Claim[](1);
        claims[0] = claimOf(alice, address(token), 5e6, proof);
        bytes[2] memory calls = [
            abi.encodeCall(distributor.claim, (alice, address(token), 5e6, proof)),
            abi.encodeCall(distributor.claimMany, (claims))
        ];
        uint256 clean = vm.snapshotState();
        for (uint256 i = 0; i < calls.length; ++i) {
            token.arm(address(distributor), calls[i]);
            distributor.claim(alice, address(token), 5e6, proof);
            _checkRefused(token);
            assertEq(token.balanceOf(alice), 5e6);
            vm.revertToState(clean);
        }
    }

    /// @dev Funding twice in one transfer would be counted twice by a contract that trusted the difference.
    function test_reentrancy_ofFundIsRefused() public {
        (ReentrantToken token,) = _reentrant();
        token.mint(sponsor, 4e6);
        token.mint(address(token), 4e6);
        vm.prank(address(token));
        token.approve(address(distributor), 4e6);
        uint256 before = distributor.funded(address(token));
        token.arm(address(distributor), abi.encodeCall(distributor.fund, (address(token), 4e6)));
        vm.startPrank(sponsor);
        token.approve(address(distributor), 4e6);
        distributor.fund(address(token), 4e6);
        _checkRefused(token);
        assertEq(distributor.funded(address(token)), before + 4e6);
        assertEq(token.balanceOf(address(distributor)), before + 4e6);
    }

    /// @dev A paused token that is owed from before must not keep the next epoch of another token from starting.
    function test_frozenActivation_pausedTokenBlocksNobodyElse() public {
        (PausableToken token, bytes32[] memory proof) = _pausable();
        token.setPaused(true);

        fund(3e6);
        MerkleTreeLib.Leaf[] memory leaves = new MerkleTreeLib.Leaf[](2);
        leaves[0] = MerkleTreeLib.Leaf(bob, address(usdt), 3e6);
        leaves[1] = MerkleTreeLib.Leaf(alice, address(token), 5e6);
        bytes32[] memory tree = leaves.build();
        activate(tree[0], totalsOf(address(usdt), 3e6, address(token), 10e6));
        distributor.claim(bob, address(usdt), 3e6, tree.proofOf(leaves[0]));

        vm.expectRevert(PausableToken.Paused.selector);
        distributor.claim(alice, address(token), 5e6, proof);
        token.setPaused(false);
        distributor.claim(alice, address(token), 5e6, proof);
        assertEq(token.balanceOf(alice), 5e6);
    }

    /// @dev The token of an old total takes its money away (a negative rebase): others still start and claim.
    function test_frozenActivation_rebasedTokenBlocksNobodyElse() public {
        (PausableToken token,) = _pausable();
        deal(address(token), address(distributor), 0);
        fund(3e6);
        MerkleTreeLib.Leaf memory leaf = MerkleTreeLib.Leaf(bob, address(usdt), 3e6);
        activate(MerkleTreeLib.hashOf(leaf), totalsOf(address(usdt), 3e6, address(token), 10e6));
        distributor.claim(bob, address(usdt), 3e6, new bytes32[](0));
        assertEq(usdt.balanceOf(bob), 3e6);
    }

    function test_blockedAccount_harmsOnlyItself() public {
        (PausableToken token, bytes32[] memory proof) = _pausable();
        token.setBlocked(alice, true);
        vm.expectRevert(abi.encodeWithSelector(PausableToken.Blocked.selector, alice));
        distributor.claim(alice, address(token), 5e6, proof);
        assertEq(distributor.claimed(alice, address(token)), 0, "a failed payment is still owed");
    }

    function _reentrant() private returns (ReentrantToken token, bytes32[] memory proof) {
        token = new ReentrantToken();
        token.mint(sponsor, 10e6);
        proof = _owe(address(token));
    }

    function _pausable() private returns (PausableToken token, bytes32[] memory proof) {
        token = new PausableToken();
        token.mint(sponsor, 10e6);
        proof = _owe(address(token));
    }

    /// @dev 10e6 funded and announced, 5e6 of it alice's.
    function _owe(address token) private returns (bytes32[] memory proof) {
        vm.startPrank(sponsor);
        NoReturnToken(token).approve(address(distributor), 10e6);
        distributor.fund(token, 10e6);
        vm.stopPrank();
        return allocate(alice, token, 5e6);
    }

    function _fundAndClaim(address token) private {
        bytes32[] memory proof = _owe(token);
        distributor.claim(alice, token, 5e6, proof);
        assertEq(NoReturnToken(token).balanceOf(alice), 5e6);
        assertEq(distributor.paid(token), 5e6);
    }

    function _fundFails(address token, bytes memory refusal) private {
        vm.startPrank(sponsor);
        NoReturnToken(token).approve(address(distributor), 10e6);
        vm.expectRevert(refusal);
        distributor.fund(token, 10e6);
        vm.stopPrank();
    }

    function _checkRefused(ReentrantToken token) private view {
        assertTrue(token.called());
        assertFalse(token.succeeded());
        assertEq(bytes4(token.result()), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
    }
}
