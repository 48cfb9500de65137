// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainToken} from "../support/PlainToken.sol";
import {Proof} from "./Proof.sol";
import {RewardDistributor} from "contracts/RewardDistributor.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";

/// @dev Claims here are of trees of one leaf: any root may be activated, and the way up to it is MerkleLib's alone, which
/// halmos cannot follow (it writes to a place that depends on a hash) and the differential tests compare.
/// @custom:halmos --array-lengths proof=0
contract RewardProofs is Proof {
    RewardDistributor internal distributor;
    PlainToken internal token;

    function setUp() public {
        address[] memory guardians = new address[](3);
        (guardians[0], guardians[1], guardians[2]) = (makeAddr("one"), makeAddr("two"), makeAddr("three"));
        distributor = new RewardDistributor(makeAddr("admin"), makeAddr("settler"), guardians, 2 days);
        token = new PlainToken();
        svm.enableSymbolicStorage(address(distributor));
        svm.enableSymbolicStorage(address(token));
    }

    /// A leaf pays the difference to what was claimed before, and then nothing more, whoever asks.
    function check_claim_paysOnce(address caller, address again, address account, uint256 cumulative) external {
        vm.assume(account != address(distributor));
        uint256 before = distributor.claimed(account, address(token));
        uint256 held = token.balanceOf(account);
        vm.prank(caller);
        uint256 paid = distributor.claim(account, address(token), cumulative, noPath());
        assert(cumulative > before && paid == cumulative - before);
        assert(distributor.claimed(account, address(token)) == cumulative);
        unchecked {
            assert(token.balanceOf(account) - held == paid);
        }
        vm.prank(again);
        try distributor.claim(account, address(token), cumulative, noPath()) {
            assert(false);
        } catch {}
    }

    function check_claim_paysNoMoreThanAnnounced(address account, uint256 cumulative) external {
        distributor.claim(account, address(token), cumulative, noPath());
        assert(cumulative <= distributor.total(address(token)));
    }

    function check_claim_movesNothingOfOthers(address account, address other, uint256 cumulative) external {
        vm.assume(other != account && other != address(distributor));
        uint256 claimed = distributor.claimed(other, address(token));
        uint256 held = token.balanceOf(other);
        distributor.claim(account, address(token), cumulative, noPath());
        assert(distributor.claimed(other, address(token)) == claimed);
        assert(token.balanceOf(other) == held);
    }

    /// Nobody but the admin brings anybody into a role, or out of one, but by executing what was announced.
    function check_roles_areChangedByTheAdminAlone(address caller, address account) external {
        vm.assume(caller != distributor.owner());
        vm.assume(distributor.roleDueAt(IRewardDistributor.Role.Guardian, account) == 0);
        vm.assume(distributor.roleDueAt(IRewardDistributor.Role.Settler, account) == 0);
        bool guards = distributor.isGuardian(account);
        bool settles = distributor.settler() == account;

        bytes memory data = svm.createCalldata("RewardDistributor");
        bytes4 selector = bytes4(data);
        // These touch no role (they pay, or end a pending root), and halmos cannot follow a list of unknown length.
        vm.assume(
            selector != distributor.claim.selector && selector != distributor.claimMany.selector
                && selector != distributor.claimTo.selector && selector != distributor.fund.selector
                && selector != distributor.activate.selector && selector != distributor.withdraw.selector
                && selector != distributor.reject.selector
        );
        anyCallOf(caller, address(distributor), data);
        assert(distributor.isGuardian(account) == guards);
        assert(settles || distributor.settler() != account);
    }

    function noPath() private pure returns (bytes32[] memory) {
        return new bytes32[](0);
    }
}
