// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipTest} from "../support/MembershipTest.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Membership} from "contracts/Membership.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";

contract MembershipTiersTest is MembershipTest {
    function test_constructor_keepsRegistryAndQuote() public view {
        assertEq(membership.registry(), address(registry));
        assertEq(membership.quote(), address(usdt));
    }

    function test_RevertWhen_RegistryOrQuoteIsZero() public {
        vm.expectRevert(IMembership.ZeroAddress.selector);
        new Membership(address(0), address(usdt));
        vm.expectRevert(IMembership.ZeroAddress.selector);
        new Membership(address(registry), address(0));
    }

    function test_createTier_numbersThemFromOneForEachCreator() public {
        address other = newCreator("other");
        vm.expectEmit(address(membership));
        emit IMembership.TierCreated(other, 1, unicode"Gold ✨", 7, 3650, 0, false, POST);
        vm.prank(other);
        assertEq(membership.createTier(unicode"Gold ✨", 7, 3650, 0, false, POST), 1);

        assertEq(membership.tierCount(other), 1);
        assertEq(membership.tierCount(creator), 2);
        assertEq(membership.nameOf(other, 1), unicode"Gold ✨");
        assertEq(abi.encode(membership.termsOf(other, 1)), abi.encode(IMembership.Tier(7, 3650, 0, 0, 0, false)));
        assertTrue(membership.termsOf(creator, SOULBOUND).soulbound);
    }

    function test_termsOf_whatDoesNotExistIsEmpty() public {
        assertEq(membership.termsOf(creator, 3).price, 0);
        assertEq(membership.nameOf(creator, 3), "");
        assertEq(membership.termsOf(fan, 1).price, 0);
        (address whose, uint32 tier) = membership.tierOf(tradeableId(1, 3, 1, fan));
        assertEq(whose, address(0));
        assertEq(tier, 0);
        vm.expectRevert(abi.encodeWithSelector(IMembership.UnknownTier.selector, creator, 3));
        membership.soulboundIdOf(creator, 3, fan);
        vm.expectRevert(abi.encodeWithSelector(IMembership.UnknownTier.selector, creator, TRADEABLE));
        membership.soulboundIdOf(creator, TRADEABLE, fan);
    }

    function test_setTier_changesPriceAndSeatsOfWhatIsBoughtLater() public {
        uint256 id = join(fan, SOULBOUND);
        vm.expectEmit(address(membership));
        emit IMembership.TierChanged(creator, SOULBOUND, 7, 5);
        setTier(SOULBOUND, 7, 5);
        assertEq(
            abi.encode(membership.termsOf(creator, SOULBOUND)), abi.encode(IMembership.Tier(7, PERIOD, 5, 1, 0, true))
        );
        (IMembership.Lot memory lot,,,) = membership.lotsOf(id);
        assertEq(lot.paid, PRICE);
        join(friend, SOULBOUND);
        assertEq(usdt.balanceOf(address(membership)), PRICE + 7);
    }

    function test_setTier_worksForARevokedCreator() public {
        revoke(creator);
        setTier(SOULBOUND, 7, 0);
        assertEq(membership.termsOf(creator, SOULBOUND).seats, 0);
    }

    function test_RevertWhen_CreatingATierWithoutBeingVerified() public {
        vm.expectRevert(abi.encodeWithSelector(IMembership.NotCreator.selector, fan));
        createTier(fan, PRICE, PERIOD, 1, true);
        revoke(creator);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NotCreator.selector, creator));
        createTier(creator, PRICE, PERIOD, 1, true);
    }

    function test_RevertWhen_TermsAreWrong() public {
        vm.startPrank(creator);
        vm.expectRevert(IMembership.InvalidName.selector);
        membership.createTier("", PRICE, PERIOD, 1, true, POST);
        vm.expectRevert(IMembership.InvalidName.selector);
        membership.createTier("\n", PRICE, PERIOD, 1, true, POST);
        vm.expectRevert(IMembership.ZeroPrice.selector);
        membership.createTier("Gold", 0, PERIOD, 1, true, POST);
        vm.expectRevert(abi.encodeWithSelector(IMembership.DaysOutOfRange.selector, 0, 1, 3650));
        membership.createTier("Gold", PRICE, 0, 1, true, POST);
        vm.expectRevert(abi.encodeWithSelector(IMembership.DaysOutOfRange.selector, 3651, 1, 3650));
        membership.createTier("Gold", PRICE, 3651, 1, true, POST);
    }

    function test_RevertWhen_ChangingATierWrongly() public {
        vm.expectRevert(abi.encodeWithSelector(IMembership.UnknownTier.selector, creator, 3));
        setTier(3, PRICE, 1);
        vm.expectRevert(IMembership.ZeroPrice.selector);
        setTier(SOULBOUND, 0, 1);
        vm.prank(fan);
        vm.expectRevert(abi.encodeWithSelector(IMembership.UnknownTier.selector, fan, SOULBOUND));
        membership.setTier(SOULBOUND, 1, 1);
    }

    /// @dev More creators than an id can tell apart.
    function test_RevertWhen_TheNumberDoesNotFitIntoAnId() public {
        uint256 number = uint256(type(uint32).max) + 1;
        vm.mockCall(address(registry), abi.encodeCall(registry.verifiedNumberOf, (creator)), abi.encode(uint64(number)));
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 32, number));
        createTier(creator, PRICE, PERIOD, 1, true);
    }
}
