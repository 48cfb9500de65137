// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipTest} from "../support/MembershipTest.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC5643} from "contracts/interfaces/IERC5643.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";

/// @dev Cancelling, collecting, releasing. 10 dollars for 30 days are 333,333 units a day, and a dust of 10.
contract MembershipMoneyTest is MembershipTest {
    uint256 private constant LENGTH = uint256(PERIOD) * 1 days;

    function test_cancel_atOnce_costsTheDayThatBegan() public {
        uint256 id = join(fan, SOULBOUND);
        uint256 before = usdt.balanceOf(fan);
        // floor(10,000,000 * 29 / 30)
        _expectRefund(id, 9_666_666, 0);
        assertEq(membership.earnedOf(id), 333_334);
        vm.expectEmit(address(membership));
        emit IERC721.Transfer(fan, address(0), id);
        vm.expectEmit(address(membership));
        emit IERC5643.SubscriptionUpdate(id, 0);
        vm.expectEmit(address(membership));
        emit IMembership.Earned(id, creator, 333_334);
        vm.expectEmit(address(membership));
        emit IMembership.Cancelled(id, fan, creator, 9_666_666, 0);
        cancel(fan, id);

        assertEq(usdt.balanceOf(fan) - before, 9_666_666);
        assertEq(membership.earningsOf(creator), 333_334);
        assertEq(membership.creditOf(address(0)), 0);
        assertEq(membership.balanceOf(fan), 0);
        assertEq(membership.termsOf(creator, SOULBOUND).taken, 0);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id));
        membership.ownerOf(id);
    }

    function test_refundOf_fallsWithEachDayThatBegins() public {
        uint256 id = join(fan, SOULBOUND);
        vm.warp(begin + 1 days - 1);
        _expectRefund(id, 9_666_666, 0);
        vm.warp(begin + 1 days);
        _expectRefund(id, 9_333_333, 0);
        vm.warp(begin + LENGTH - 1 days - 1);
        _expectRefund(id, 333_333, 0);
        vm.warp(begin + LENGTH - 1 days);
        _expectRefund(id, 0, 0);
        assertEq(membership.earnedOf(id), PRICE);
        vm.warp(begin + 2 * LENGTH);
        _expectRefund(id, 0, 0);
    }

    function test_cancel_refundsTheNextLotWhollyBeforeItBegins() public {
        uint256 id = join(fan, SOULBOUND);
        setTier(SOULBOUND, 3e6, 100);
        renew(fan, id);
        vm.warp(begin + 15 days);
        // 14 whole days of the first, all of the second
        _expectRefund(id, 4_666_666 + 3e6, 0);
        vm.warp(begin + LENGTH);
        _expectRefund(id, 2_900_000, 0);
        uint256 before = usdt.balanceOf(fan);
        cancel(fan, id);
        assertEq(usdt.balanceOf(fan) - before, 2_900_000);
        assertEq(membership.earningsOf(creator), 10e6 + 100_000);
    }

    function test_cancel_withNothingLeft_sendsNothing() public {
        uint256 id = join(fan, SOULBOUND);
        vm.warp(begin + LENGTH);
        uint256 before = usdt.balanceOf(fan);
        cancel(fan, id);
        assertEq(usdt.balanceOf(fan), before);
        assertEq(membership.earningsOf(creator), PRICE);
    }

    function test_cancel_worksForFansOfARevokedCreator() public {
        uint256 id = join(fan, SOULBOUND);
        revoke(creator);
        cancel(fan, id);
        assertEq(usdt.balanceOf(address(membership)), 333_334);
        vm.prank(creator);
        assertEq(membership.collect(new uint256[](0), creator), 333_334);
    }

    function test_cancel_afterATransfer_paysTheNewHolder() public {
        uint256 id = join(fan, TRADEABLE);
        vm.prank(fan);
        membership.transferFrom(fan, friend, id);
        uint256 before = usdt.balanceOf(friend);
        cancel(friend, id);
        assertEq(usdt.balanceOf(friend) - before, 9_666_666);
    }

    function test_joinAgain_aSoulboundIdReturns_aTradeableOneNever() public {
        uint256 soulbound = join(fan, SOULBOUND);
        uint256 tradeable = join(fan, TRADEABLE);
        cancel(fan, soulbound);
        cancel(fan, tradeable);
        assertEq(join(fan, SOULBOUND), soulbound);
        assertEq(join(fan, TRADEABLE), tradeableId(1, TRADEABLE, 2, fan));
        (IMembership.Lot memory lot,,,) = membership.lotsOf(soulbound);
        assertEq(lot.collected, 0);
    }

    function test_collect_takesWhatTimeHasEarnedAndNoMore() public {
        uint256 id = join(fan, SOULBOUND);
        vm.warp(begin + 10 days);
        // The 11th day has begun: 10,000,000 - floor(10,000,000 * 19 / 30)
        vm.expectEmit(address(membership));
        emit IMembership.Earned(id, creator, 3_666_667);
        vm.expectEmit(address(membership));
        emit IMembership.Collected(creator, creator, 3_666_667);
        assertEq(collect(id), 3_666_667);
        assertEq(usdt.balanceOf(creator), 3_666_667);
        (IMembership.Lot memory lot,,,) = membership.lotsOf(id);
        assertEq(lot.collected, 3_666_667);
        assertEq(membership.earnedOf(id), 0);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NothingToCollect.selector, creator));
        collect(id);

        _expectRefund(id, 6_333_333, 0);
        cancel(fan, id);
        assertEq(usdt.balanceOf(address(membership)), 0);
    }

    function test_collect_takesBothLots() public {
        uint256 id = join(fan, SOULBOUND);
        renew(fan, id);
        vm.warp(begin + LENGTH);
        assertEq(collect(id), 10e6 + 333_334);
        vm.warp(begin + 2 * LENGTH);
        assertEq(collect(id), 10e6 - 333_334);
        assertEq(usdt.balanceOf(address(membership)), 0);
        // All is collected, so ending adds nothing.
        renew(fan, id);
        assertEq(membership.earningsOf(creator), 0);
    }

    function test_collect_ofManySkipsThoseThatWereCancelled() public {
        uint256[] memory ids = new uint256[](4);
        (ids[0], ids[1]) = (join(fan, SOULBOUND), join(friend, SOULBOUND));
        (ids[2], ids[3]) = (join(friend, TRADEABLE), ids[0]);
        cancel(friend, ids[1]);
        address to = makeAddr("purse");
        vm.expectEmit(address(membership));
        emit IMembership.Collected(creator, to, 3 * 333_334);
        vm.prank(creator);
        assertEq(membership.collect(ids, to), 3 * 333_334);
        assertEq(usdt.balanceOf(to), 3 * 333_334);
    }

    function test_RevertWhen_CollectingFromAnothersPass() public {
        uint256 id = join(fan, SOULBOUND);
        address other = newCreator("other");
        vm.startPrank(other);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NotOfCreator.selector, id, other));
        membership.collect(oneOf(id), other);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NotOfCreator.selector, 7, other));
        membership.collect(oneOf(7), other);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NothingToCollect.selector, other));
        membership.collect(new uint256[](0), other);
    }

    function test_RevertWhen_SendingToZeroOrToTheContract() public {
        uint256 id = join(fan, SOULBOUND);
        vm.startPrank(creator);
        vm.expectRevert(IMembership.ZeroAddress.selector);
        membership.collect(oneOf(id), address(0));
        vm.expectRevert(abi.encodeWithSelector(IMembership.UnsupportedToken.selector, address(usdt)));
        membership.collect(oneOf(id), address(membership));
    }

    function test_release_freesTheSeatAfterTheGrace() public {
        uint256 id = join(fan, TRADEABLE);
        renew(fan, id);
        uint64 from = uint64(begin + 2 * LENGTH + 7 days);
        vm.warp(from - 1);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NotReleasable.selector, id, from));
        membership.release(id);
        vm.prank(fan);
        membership.transferFrom(fan, friend, id);
        vm.warp(from);
        vm.expectEmit(address(membership));
        emit IERC721.Transfer(friend, address(0), id);
        vm.expectEmit(address(membership));
        emit IERC5643.SubscriptionUpdate(id, 0);
        vm.expectEmit(address(membership));
        emit IMembership.Earned(id, creator, 2 * uint256(PRICE));
        vm.expectEmit(address(membership));
        emit IMembership.Released(id, friend, creator);
        membership.release(id);

        assertEq(membership.earningsOf(creator), 2 * uint256(PRICE));
        assertEq(membership.termsOf(creator, TRADEABLE).taken, 0);
        assertEq(membership.balanceOf(friend), 0);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id));
        membership.ownerOf(id);
    }

    function test_renew_isPossibleUntilSomebodyReleases() public {
        uint256 id = join(fan, SOULBOUND);
        vm.warp(begin + LENGTH + 100 days);
        renew(fan, id);
        assertEq(membership.expiresAt(id), begin + 2 * LENGTH + 100 days);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NotReleasable.selector, id, begin + 167 days));
        membership.release(id);
    }

    function test_strayMoney_isNobodys() public {
        usdt.mint(address(membership), 5e6);
        uint256 id = join(fan, SOULBOUND);
        vm.warp(begin + LENGTH);
        assertEq(collect(id), PRICE);
        assertEq(usdt.balanceOf(address(membership)), 5e6);
    }

    function _expectRefund(uint256 id, uint256 holder, uint256 givers) private view {
        (uint256 toHolder, uint256 toGivers) = membership.refundOf(id);
        assertEq(toHolder, holder);
        assertEq(toGivers, givers);
    }
}
