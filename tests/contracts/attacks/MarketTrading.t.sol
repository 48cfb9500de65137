// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketTest} from "../support/MarketTest.sol";
import {CommunityMarket} from "contracts/CommunityMarket.sol";
import {CommunityToken} from "contracts/CommunityToken.sol";
import {ICommunityMarket} from "contracts/interfaces/ICommunityMarket.sol";

/// @dev What a trader can try against another trader, against the curve, or against the creator.
contract MarketTradingAttacks is MarketTest {
    address private attacker = makeAddr("attacker");

    function test_sandwich_onBuyIsStoppedByTheLimit() public {
        fund(alice, 100e6);
        (uint256 expected,) = market.quoteBuy(address(token), 100e6);
        uint256 limit = expected * 995 / 1000;
        uint256 tokens = buy(attacker, 5000e6);

        (uint256 now_,) = market.quoteBuy(address(token), 100e6);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.SlippageExceeded.selector, now_, limit));
        market.buy(address(token), 100e6, limit, block.timestamp, POST);

        assertLt(sell(attacker, tokens), 5000e6, "and the attacker paid for trying");
        assertEq(quote.balanceOf(alice), 100e6);
    }

    function test_sandwich_onSellIsStoppedByTheLimit() public {
        uint256 tokens = buy(alice, 100e6);
        uint256 theirs = buy(attacker, 5000e6);
        (uint256 expected,) = market.quoteSell(address(token), tokens);
        uint256 limit = expected * 995 / 1000;
        sell(attacker, theirs);

        (uint256 now_,) = market.quoteSell(address(token), tokens);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.SlippageExceeded.selector, now_, limit));
        market.sell(address(token), tokens, limit, block.timestamp, POST);
        assertEq(token.balanceOf(alice), tokens);
    }

    function testFuzz_sandwich_neverCostsMoreThanTheLimit(uint256 front, uint256 pay, uint256 tolerance) public {
        pay = bound(pay, 1e6, 1000e6);
        front = bound(front, 1e6, 100_000e6);
        tolerance = bound(tolerance, 0, 10_000);
        fund(alice, pay);
        (uint256 expected,) = market.quoteBuy(address(token), pay);
        uint256 limit = expected - expected * tolerance / 10_000;
        buy(attacker, front);
        vm.prank(alice);
        try market.buy(address(token), pay, limit, block.timestamp, POST) returns (uint256 out) {
            assertGe(out, limit);
        } catch {
            assertEq(token.balanceOf(alice), 0);
            assertEq(quote.balanceOf(alice), pay);
        }
    }

    function test_permitFrontRun_doesNotStopTheBuy() public {
        (address holder, uint256 key) = makeAddrAndKey("holder");
        quote.mint(holder, 10e6);
        uint256 deadline = block.timestamp;
        (uint8 v, bytes32 r, bytes32 s) = signPermit(quote.DOMAIN_SEPARATOR(), key, address(market), 10e6, 0, deadline);
        vm.prank(attacker);
        quote.permit(holder, address(market), 10e6, deadline, v, r, s);

        vm.prank(holder);
        uint256 out = market.buyWithPermit(address(token), 10e6, 1, deadline, POST, deadline, v, r, s);
        assertEq(token.balanceOf(holder), out);
    }

    function test_permitOfAnother_cannotBeSpentByTheAttacker() public {
        (address holder, uint256 key) = makeAddrAndKey("holder");
        quote.mint(holder, 10e6);
        uint256 deadline = block.timestamp;
        (uint8 v, bytes32 r, bytes32 s) = signPermit(quote.DOMAIN_SEPARATOR(), key, address(market), 10e6, 0, deadline);
        vm.prank(attacker);
        vm.expectRevert();
        market.buyWithPermit(address(token), 10e6, 1, deadline, POST, deadline, v, r, s);
        assertEq(quote.balanceOf(holder), 10e6);
    }

    function test_donation_changesNoPriceAndPaysNobody() public {
        uint256 tokens = buy(alice, 100e6);
        (uint256 before,) = market.quoteSell(address(token), tokens);
        quote.mint(address(market), 1_000_000e6);
        vm.prank(alice);
        assertTrue(token.transfer(address(market), tokens / 2));

        (uint256 after_,) = market.quoteSell(address(token), tokens);
        assertEq(after_, before);
        sell(alice, tokens - tokens / 2);
        market.collectFees(address(token));
        (uint256 x,, uint256 fees) = market.reservesOf(address(token));
        assertEq(quote.balanceOf(address(market)), 1_000_000e6 + x - X0 + fees);
    }

    function test_dust_cannotBeSplitOutOfTheFee() public {
        // A thousand sales of a size whose fee rounds up pay more fee than one of the sum, never less.
        uint256 tokens = buy(attacker, 1000e6);
        uint256 snapshot = vm.snapshotState();
        uint256 atOnce = sell(attacker, tokens / 1000 * 1000);
        vm.revertToState(snapshot);
        uint256 inParts;
        for (uint256 i; i < 1000; ++i) {
            inParts += sell(attacker, tokens / 1000);
        }
        assertLe(inParts, atOnce);
    }

    function test_rounding_drainsNothingInALongSequence() public {
        // Odd small amounts where rounding weighs most: a curve with few units, no fee to hide behind.
        CommunityMarket small = new CommunityMarket(address(registry), address(quote), 7, 1001);
        vm.prank(creator);
        (address made,) = small.createCommunity("Small", "SMALL", 0, 0, 0, 0, block.timestamp);
        quote.mint(attacker, 1000);
        vm.startPrank(attacker);
        quote.approve(address(small), type(uint256).max);
        uint256 seed = 1;
        for (uint256 i; i < 2000; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 held = CommunityToken(made).balanceOf(attacker);
            (uint256 out,) = small.quoteBuy(made, seed % 9);
            (uint256 paid,) = small.quoteSell(made, held == 0 ? 0 : (seed >> 8) % (held + 1));
            if (seed >> 255 == 0 && out > 0) small.buy(made, seed % 9, 0, block.timestamp, 0);
            else if (paid > 0) small.sell(made, (seed >> 8) % (held + 1), 0, block.timestamp, 0);
        }
        uint256 rest = CommunityToken(made).balanceOf(attacker);
        (uint256 last,) = small.quoteSell(made, rest);
        if (last > 0) small.sell(made, rest, 0, block.timestamp, 0);
        assertLe(quote.balanceOf(attacker), 1000);
    }

    function test_selfTrading_costsTheFee() public {
        // A creator who trades with their own community gets back at most their fee: nothing is made of it.
        uint256 tokens = buy(creator, 1000e6);
        sell(creator, tokens);
        market.collectFees(address(token));
        assertLe(quote.balanceOf(creator), 1000e6);
    }

    function test_unknownToken_cannotPoseAsACommunity() public {
        // A clone of the very same code, made by somebody else, is not of this market.
        CommunityMarket other = new CommunityMarket(address(registry), address(quote), X0, Y0);
        vm.prank(creator);
        (address made,) = other.createCommunity("Planet Fans", "FANS", 0, 0, 0, 0, block.timestamp);
        fund(alice, 1e6);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.UnknownCommunity.selector, made));
        market.buy(made, 1e6, 0, block.timestamp, POST);
    }

    function test_squatting_reservesNothing() public {
        address honest = newCreator("honest");
        vm.prank(honest);
        (address made,) = market.createCommunity("Planet Fans", "FANS", 0, 0, 0, 0, block.timestamp);
        assertEq(CommunityToken(made).symbol(), token.symbol());
        assertNotEq(made, address(token));
        (address by,) = market.communityOf(made);
        assertEq(by, honest, "the creator is what tells them apart");
    }

    function test_hostileNames_cannotBreakWhoeverReadsThem() public {
        address hostile = newCreator("hostile");
        bytes[4] memory names =
            [bytes(hex"ff"), unicode"moc.\u202elive", unicode"Planet\u200b Fans", bytes("Planet Fans\x00")];
        for (uint256 i; i < names.length; ++i) {
            vm.prank(hostile);
            vm.expectPartialRevert(ICommunityMarket.InvalidLabel.selector);
            market.createCommunity(string(names[i]), "FANS", 0, 0, 0, 0, block.timestamp);
        }
    }
}
