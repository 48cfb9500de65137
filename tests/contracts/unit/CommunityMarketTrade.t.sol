// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketTest} from "../support/MarketTest.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {CommunityMarket} from "contracts/CommunityMarket.sol";
import {CommunityToken} from "contracts/CommunityToken.sol";
import {ICommunityMarket} from "contracts/interfaces/ICommunityMarket.sol";

contract CommunityMarketTradeTest is MarketTest {
    // By hand: fee = ceil(12_345_679 * 1 %) = 123_457, net = 12_222_222.
    uint256 private constant PAY = 12_345_679;
    uint256 private constant FEE = 123_457;
    uint256 private constant OUT = (uint256(Y0) * (PAY - FEE)) / (uint256(X0) + PAY - FEE);

    function test_buy_movesExactlyWhatTheFormulaSays() public {
        fund(alice, PAY + 5);
        (uint256 quoted, uint256 quotedFee) = market.quoteBuy(address(token), PAY);
        vm.expectEmit(address(market));
        emit ICommunityMarket.TokensBought(address(token), alice, PAY, FEE, OUT, POST);
        vm.prank(alice);
        uint256 out = market.buy(address(token), PAY, OUT, block.timestamp, POST);

        assertEq(out, OUT);
        assertEq(quoted, OUT);
        assertEq(quotedFee, FEE);
        assertEq(token.balanceOf(alice), OUT);
        assertEq(token.totalSupply(), OUT);
        assertEq(quote.balanceOf(alice), 5);
        assertEq(quote.balanceOf(address(market)), PAY);
        _assertReserves(uint256(X0) + PAY - FEE, Y0 - OUT, FEE);
    }

    function test_sell_movesExactlyWhatTheFormulaSays() public {
        buy(alice, 100e6);
        (uint256 x, uint256 y, uint256 fees) = market.reservesOf(address(token));
        uint256 tokens = 1_234_567e18 + 1;
        uint256 gross = x * tokens / (y + tokens);
        uint256 fee = (gross + 99) / 100;
        (uint256 quoted, uint256 quotedFee) = market.quoteSell(address(token), tokens);

        vm.expectEmit(address(market));
        emit ICommunityMarket.TokensSold(address(token), alice, tokens, fee, gross - fee, POST);
        vm.prank(alice);
        uint256 paid = market.sell(address(token), tokens, gross - fee, block.timestamp, POST);

        assertEq(paid, gross - fee);
        assertEq(quoted, paid);
        assertEq(quotedFee, fee);
        assertEq(quote.balanceOf(alice), paid);
        assertEq(quote.balanceOf(address(market)), 100e6 - paid);
        assertEq(token.totalSupply(), Y0 - y - tokens);
        _assertReserves(x - gross, y + tokens, fees + fee);
    }

    function test_sell_everythingWithoutAllowance() public {
        uint256 tokens = buy(alice, 100e6);
        sell(alice, tokens);
        assertEq(token.totalSupply(), 0);
        (uint256 x, uint256 y,) = market.reservesOf(address(token));
        assertEq(y, Y0);
        assertGe(x, X0, "dust stays with the curve");
    }

    function test_buyAndSell_afterTheCreatorWasRevoked() public {
        uint256 tokens = buy(alice, 100e6);
        vm.prank(attester);
        registry.revoke(creator);
        buy(bob, 100e6);
        assertGt(sell(alice, tokens), 100e6);
        assertGt(market.collectFees(address(token)), 0);
        assertGt(quote.balanceOf(creator), 0);
    }

    function test_RevertWhen_BuyDeadlineExpired() public {
        uint256 deadline = block.timestamp - 1;
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.DeadlineExpired.selector, deadline));
        market.buy(address(token), PAY, 0, deadline, POST);
    }

    function test_RevertWhen_SellDeadlineExpired() public {
        uint256 deadline = block.timestamp - 1;
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.DeadlineExpired.selector, deadline));
        market.sell(address(token), 1, 0, deadline, POST);
    }

    function test_RevertWhen_BuySlips() public {
        fund(alice, PAY);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.SlippageExceeded.selector, OUT, OUT + 1));
        market.buy(address(token), PAY, OUT + 1, block.timestamp, POST);
    }

    function test_RevertWhen_SellSlips() public {
        uint256 tokens = buy(alice, PAY);
        (uint256 paid,) = market.quoteSell(address(token), tokens);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.SlippageExceeded.selector, paid, paid + 1));
        market.sell(address(token), tokens, paid + 1, block.timestamp, POST);
    }

    function test_RevertWhen_CommunityIsUnknown() public {
        bytes memory unknown = abi.encodeWithSelector(ICommunityMarket.UnknownCommunity.selector, address(quote));
        vm.expectRevert(unknown);
        market.buy(address(quote), PAY, 0, block.timestamp, POST);
        vm.expectRevert(unknown);
        market.sell(address(quote), PAY, 0, block.timestamp, POST);
        vm.expectRevert(unknown);
        market.collectFees(address(quote));
        vm.expectRevert(unknown);
        market.quoteBuy(address(quote), PAY);
        vm.expectRevert(unknown);
        market.quoteSell(address(quote), PAY);
    }

    function test_RevertWhen_BuyIsZeroOrAllFee() public {
        fund(alice, 2);
        vm.startPrank(alice);
        vm.expectRevert(ICommunityMarket.ZeroAmount.selector);
        market.buy(address(token), 0, 0, block.timestamp, POST);
        vm.expectRevert(ICommunityMarket.ZeroAmount.selector);
        market.buy(address(token), 1, 0, block.timestamp, POST);
        assertGt(market.buy(address(token), 2, 0, block.timestamp, POST), 0, "two units: one of them buys");
    }

    function test_RevertWhen_SellPaysNothing() public {
        buy(alice, 100e6);
        vm.startPrank(alice);
        vm.expectRevert(ICommunityMarket.ZeroAmount.selector);
        market.sell(address(token), 0, 0, block.timestamp, POST);
        vm.expectRevert(ICommunityMarket.ZeroAmount.selector);
        market.sell(address(token), 1, 0, block.timestamp, POST);
        (uint256 paid, uint256 fee) = market.quoteSell(address(token), 1);
        assertEq(paid + fee, 0);
    }

    function test_RevertWhen_ReservesOverflow() public {
        buy(alice, 100e6);
        (uint256 x, uint256 y,) = market.reservesOf(address(token));
        uint256 room = type(uint96).max - x;
        vm.startPrank(alice);
        vm.expectRevert(ICommunityMarket.ReserveOverflow.selector);
        market.buy(address(token), room + 1, 0, block.timestamp, POST);
        vm.expectRevert(ICommunityMarket.ReserveOverflow.selector);
        market.buy(address(token), type(uint256).max, 0, block.timestamp, POST);
        vm.expectRevert(ICommunityMarket.ReserveOverflow.selector);
        market.sell(address(token), Y0 - y + 1, 0, block.timestamp, POST);
        vm.expectRevert(ICommunityMarket.ReserveOverflow.selector);
        market.sell(address(token), type(uint256).max, 0, block.timestamp, POST);
        (uint256 out,) = market.quoteBuy(address(token), room);
        assertLt(out, y, "the curve never sells out");
    }

    function test_RevertWhen_SellerHasTooFew() public {
        uint256 tokens = buy(alice, 100e6);
        buy(bob, 100e6);
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, tokens, tokens + 1)
        );
        market.sell(address(token), tokens + 1, 0, block.timestamp, POST);
    }

    function test_RevertWhen_BuyerGaveNoAllowance() public {
        quote.mint(alice, PAY);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, market, 0, PAY));
        market.buy(address(token), PAY, 0, block.timestamp, POST);
    }

    function test_collectFees_paysTheCreatorWhoeverCalls() public {
        buy(alice, 100e6);
        vm.expectEmit(address(market));
        emit ICommunityMarket.FeesCollected(address(token), creator, 1e6);
        vm.prank(bob);
        assertEq(market.collectFees(address(token)), 1e6);
        assertEq(quote.balanceOf(creator), 1e6);
        assertEq(quote.balanceOf(address(market)), 99e6);
        _assertReserves(uint256(X0) + 99e6, Y0 - token.totalSupply(), 0);
    }

    function test_RevertWhen_NothingToCollect() public {
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.NothingToCollect.selector, token));
        market.collectFees(address(token));
    }

    function test_fees_thatDoNotFitStayInX() public {
        // Quote with 18 decimals: 2**64 units are 18.4 of it, which fees of one trade can pass.
        CommunityMarket wide = new CommunityMarket(address(registry), address(quote), 5000e18, Y0);
        vm.prank(creator);
        (address made,) = wide.createCommunity("Wide", "WIDE", 500, 0, 0, 0, block.timestamp);
        quote.mint(alice, 2000e18);
        vm.startPrank(alice);
        quote.approve(address(wide), type(uint256).max);

        uint256 full = uint256(type(uint64).max) * 20;
        wide.buy(made, full, 0, block.timestamp, 0);
        (uint256 x, uint256 y, uint256 fees) = wide.reservesOf(made);
        assertEq(fees, type(uint64).max, "exactly full still fits");

        vm.expectEmit(address(wide));
        uint256 out = y * 19 / (x + 19);
        emit ICommunityMarket.TokensBought(made, alice, 20, 0, out, 0);
        assertEq(wide.buy(made, 20, 0, block.timestamp, 0), out, "the buyer pays the fee all the same");
        (uint256 x1, uint256 y1, uint256 fees1) = wide.reservesOf(made);
        assertEq(x1, x + 20);
        assertEq(fees1, fees);

        uint256 gross = x1 * out / (y1 + out);
        uint256 fee = (gross * 500 + 9999) / 10_000;
        assertEq(wide.sell(made, out, 0, block.timestamp, 0), gross - fee);
        (x,, fees) = wide.reservesOf(made);
        assertEq(x, x1 - (gross - fee), "a seller's too");
        assertEq(fees, fees1);
        assertEq(quote.balanceOf(address(wide)), x - 5000e18 + fees);
    }

    function test_buyWithPermit_needsNoApproval() public {
        (address holder, uint256 key) = makeAddrAndKey("holder");
        quote.mint(holder, PAY);
        (uint8 v, bytes32 r, bytes32 s) =
            signPermit(quote.DOMAIN_SEPARATOR(), key, address(market), PAY, 0, block.timestamp);
        vm.prank(holder);
        uint256 out = market.buyWithPermit(address(token), PAY, OUT, block.timestamp, POST, block.timestamp, v, r, s);
        assertEq(out, OUT);
        assertEq(token.balanceOf(holder), OUT);
        assertEq(quote.allowance(holder, address(market)), 0);
    }

    function test_RevertWhen_PermitIsWrong() public {
        (address holder, uint256 key) = makeAddrAndKey("holder");
        quote.mint(holder, PAY);
        (uint8 v, bytes32 r, bytes32 s) =
            signPermit(quote.DOMAIN_SEPARATOR(), key, address(market), PAY - 1, 0, block.timestamp);
        vm.prank(holder);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, market, 0, PAY));
        market.buyWithPermit(address(token), PAY, OUT, block.timestamp, POST, block.timestamp, v, r, s);
    }

    function _assertReserves(uint256 x, uint256 y, uint256 fees) private view {
        (uint256 x1, uint256 y1, uint256 fees1) = market.reservesOf(address(token));
        assertEq(x1, x, "x");
        assertEq(y1, y, "y");
        assertEq(fees1, fees, "fees");
    }
}
