// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipTest} from "../support/MembershipTest.sol";
import {RefundLib} from "contracts/libraries/RefundLib.sol";

/// @dev Every lot of tests/vectors/refund.json, by the library and by passes that are bought and cancelled for real: the
/// same file that planet_chain/core/refund.py is checked against.
contract MembershipRefundDifferentialTest is MembershipTest {
    struct Case {
        uint256 paid;
        uint256 start;
        uint256 lengthDays;
        uint256 when;
        uint256 left;
        uint256 refund;
        uint256 earned;
    }

    function test_library_agreesWithTheVectors() public view {
        Case[] memory cases = _read();
        assertGt(cases.length, 600);
        for (uint256 i = 0; i < cases.length; ++i) {
            Case memory one = cases[i];
            string memory place = vm.toString(i);
            assertEq(RefundLib.wholeDaysLeft(one.start, one.lengthDays, one.when), one.left, place);
            assertEq(RefundLib.refundFloor(one.paid, one.start, one.lengthDays, one.when), one.refund, place);
            assertEq(RefundLib.earnedCeil(one.paid, one.start, one.lengthDays, one.when), one.earned, place);
        }
    }

    /// @dev Bought at its start, so only cases that are not before it; and a free lot cannot be bought.
    function test_passes_agreeWithTheVectors() public {
        Case[] memory cases = _read();
        fund(fan, type(uint128).max);
        uint256 bought = 0;
        uint256 clean = vm.snapshotState();
        for (uint256 i = 0; i < cases.length; ++i) {
            Case memory one = cases[i];
            if (one.paid == 0 || one.when < one.start) continue;
            ++bought;
            vm.revertToState(clean);
            _check(one, vm.toString(i));
        }
        assertGt(bought, 400);
    }

    function _check(Case memory one, string memory place) private {
        // forge-lint: disable-next-line(unsafe-typecast) the vectors are within the contract's ranges
        uint32 tier = createTier(creator, uint96(one.paid), uint16(one.lengthDays), 1, false);
        vm.warp(one.start);
        vm.prank(fan);
        uint256 id = membership.join(creator, tier, one.paid, POST);
        vm.warp(one.when);
        (uint256 refund,) = membership.refundOf(id);
        assertEq(refund, one.refund, place);
        assertEq(membership.earnedOf(id), one.earned, place);

        uint256 before = usdt.balanceOf(fan);
        cancel(fan, id);
        assertEq(usdt.balanceOf(fan) - before, one.refund, place);
        assertEq(membership.earningsOf(creator), one.earned, place);
    }

    function _read() private view returns (Case[] memory) {
        string memory row = "Row(uint256 paid,uint256 start,uint256 days,uint256 now,uint256 left,uint256 refund,"
            "uint256 earned)";
        return abi.decode(vm.parseJsonTypeArray(vm.readFile("tests/vectors/refund.json"), "$", row), (Case[]));
    }
}
