// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreatorTest} from "../support/CreatorTest.sol";
import {MarketHandler} from "./MarketHandler.sol";
import {CommunityMarket} from "contracts/CommunityMarket.sol";
import {CommunityToken} from "contracts/CommunityToken.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev What each invariant says is in README.md beside this file. Here with the constants that are deployed.
/// The handler makes only trades that the market has just quoted, so a revert is a broken promise.
/// forge-config: default.invariant.fail-on-revert = true
contract CommunityMarketInvariants is CreatorTest {
    CommunityMarket internal market;
    MockUSDT0 internal quote;
    MarketHandler internal handler;

    function setUp() public override {
        super.setUp();
        (uint96 x0, uint96 y0, uint256 largestBuy) = _constants();
        quote = new MockUSDT0();
        market = new CommunityMarket(address(registry), address(quote), x0, y0);
        address[] memory creators = new address[](3);
        for (uint256 i; i < creators.length; ++i) {
            creators[i] = newCreator(vm.toString(i));
        }
        handler = new MarketHandler(market, attester, creators, largestBuy);
        handler.create(0, 100, 0);
        targetContract(address(handler));
    }

    function invariant_balanceIsReservesFeesAndDonations() public view {
        uint256 owed = handler.donations();
        for (uint256 i; i < handler.tokenCount(); ++i) {
            (uint256 x,, uint256 fees) = market.reservesOf(address(handler.tokens(i)));
            owed += x - market.initialQuote() + fees;
        }
        assertEq(quote.balanceOf(address(market)), owed);
    }

    function invariant_supplyIsWhatLeftTheCurve() public view {
        for (uint256 i; i < handler.tokenCount(); ++i) {
            CommunityToken token = handler.tokens(i);
            (, uint256 y,) = market.reservesOf(address(token));
            assertEq(token.totalSupply(), market.initialTokens() - y);
        }
    }

    function invariant_reservesStayInTheirBounds() public view {
        for (uint256 i; i < handler.tokenCount(); ++i) {
            (uint256 x, uint256 y,) = market.reservesOf(address(handler.tokens(i)));
            assertGe(x, market.initialQuote());
            assertGt(y, 0);
            assertLe(y, market.initialTokens());
        }
    }

    function invariant_productNeverFalls() public view {
        assertFalse(handler.productFell());
    }

    function invariant_roundTripsNeverProfit() public view {
        assertFalse(handler.roundTripProfited());
    }

    function invariant_splittingABuyIsNeverCheaper() public view {
        assertFalse(handler.splitBuyWasCheaper());
    }

    function invariant_termsNeverChange() public view {
        for (uint256 i; i < handler.tokenCount(); ++i) {
            CommunityToken token = handler.tokens(i);
            (address creator, uint16 feeBps) = market.communityOf(address(token));
            assertEq(creator, handler.creatorOf(token));
            assertEq(feeBps, handler.feeOf(token));
            assertEq(market.tokenOf(creator), address(token));
        }
    }

    /// @dev At the end of each sequence everybody leaves, and the creators are paid: nobody is refused, and what
    /// remains is donations and dust.
    function afterInvariant() public {
        uint256 dust;
        for (uint256 i; i < handler.tokenCount(); ++i) {
            CommunityToken token = handler.tokens(i);
            for (uint256 j; j < handler.traderCount() + handler.creatorCount(); ++j) {
                _leave(
                    token, j < handler.traderCount() ? handler.traders(j) : handler.creators(j - handler.traderCount())
                );
            }
            (uint256 x,, uint256 fees) = market.reservesOf(address(token));
            if (fees != 0) assertEq(market.collectFees(address(token)), fees);
            dust += x - market.initialQuote();
        }
        assertEq(quote.balanceOf(address(market)), handler.donations() + dust);
    }

    /// @dev X0, Y0 and the largest single buy, in smallest units.
    function _constants() internal pure virtual returns (uint96 x0, uint96 y0, uint256 largestBuy) {
        return (5000e6, 1_000_000_000e18, 50_000e6);
    }

    function _leave(CommunityToken token, address holder) private {
        uint256 held = token.balanceOf(holder);
        (uint256 paid,) = market.quoteSell(address(token), held);
        if (paid == 0) return;
        uint256 before = quote.balanceOf(holder);
        vm.prank(holder);
        market.sell(address(token), held, paid, block.timestamp, 0);
        assertEq(quote.balanceOf(holder) - before, paid);
        assertEq(token.balanceOf(holder), 0);
    }
}

/// @dev The same with a curve of a few units, where every rounding shows.
/// forge-config: default.invariant.fail-on-revert = true
contract CommunityMarketCoarseInvariants is CommunityMarketInvariants {
    function _constants() internal pure override returns (uint96 x0, uint96 y0, uint256 largestBuy) {
        return (113, 1009, 97);
    }
}
