// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {WeakMembership} from "../weak/WeakMembership.sol";
import {MembershipTest} from "./MembershipTest.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev Attacks are made on the contract, where they fail, and on a copy without the defence, where they succeed: `attack`
/// says what the attacker gets. Each is made in a state of its own.
abstract contract MembershipAttackTest is MembershipTest {
    address internal attacker = makeAddr("attacker");

    function setUp() public virtual override {
        super.setUp();
        fund(attacker);
    }

    /// @dev What `attack` brings against the contract, a complete copy, and a copy with `weakness`.
    function compare(function() internal returns (uint256) attack, WeakMembership.Weakness weakness)
        internal
        returns (uint256 strong, uint256 weak)
    {
        IMembership real = membership;
        strong = _try(attack, real);
        assertEq(_try(attack, _copy(WeakMembership.Weakness.None)), strong, "a copy with every defence");
        weak = _try(attack, _copy(weakness));
        membership = real;
    }

    /// @return what `by` was sent for cancelling, 0 when it was refused
    function cancelled(address by, uint256 id) internal returns (uint256) {
        uint256 before = usdt.balanceOf(by);
        vm.prank(by);
        try membership.cancelSubscription(id) {} catch {}
        return usdt.balanceOf(by) - before;
    }

    /// @dev Everything anew, in another quote token.
    function startWith(MockUSDT0 token) internal {
        usdt = token;
        membership = deploy(address(token));
        createTier(creator, PRICE, PERIOD, 100, true);
        createTier(creator, PRICE, PERIOD, 100, false);
        fund(fan);
        fund(friend);
        fund(attacker);
    }

    function _try(function() internal returns (uint256) attack, IMembership target) private returns (uint256 gained) {
        uint256 clean = vm.snapshotState();
        membership = target;
        gained = attack();
        vm.revertToState(clean);
    }

    function _copy(WeakMembership.Weakness weakness) private returns (IMembership copy) {
        copy = IMembership(address(new WeakMembership(address(registry), address(usdt), weakness)));
        membership = copy;
        createTier(creator, PRICE, PERIOD, 100, true);
        createTier(creator, PRICE, PERIOD, 100, false);
        address[3] memory people = [fan, friend, attacker];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(people[i]);
            usdt.approve(address(copy), type(uint256).max);
        }
    }
}
