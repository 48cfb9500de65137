// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketTest} from "../support/MarketTest.sol";
import {WeakMarket} from "../weak/WeakMarket.sol";
import {FeeOnTransferToken} from "../weird/FeeOnTransferToken.sol";
import {PausableToken} from "../weird/PausableToken.sol";
import {ReentrantToken} from "../weird/ReentrantToken.sol";
import {CommunityMarket} from "contracts/CommunityMarket.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev The attacks on trades, in short: each is made on the contract, where it fails, and on a copy without the
/// defence, where it succeeds. So these tests are known to bite.
contract MarketDefences is MarketTest {
    uint256 private constant PAY = 100e6;
    address private attacker = makeAddr("attacker");
    address private community;
    bool private isWeak;
    WeakMarket.Weakness private weakness;

    function test_sandwich_ofABuyEarnsNothing() public {
        assertLe(_sandwichBuy(), 0);
        _weaken(WeakMarket.Weakness.IgnoresLimits);
        assertGt(_sandwichBuy(), 0);
    }

    function test_sandwich_ofASaleEarnsNothing() public {
        assertLe(_sandwichSale(), 0);
        _weaken(WeakMarket.Weakness.IgnoresLimits);
        assertGt(_sandwichSale(), 0);
    }

    /// @dev In the middle of a sale's payment the quote token has the seller, which is itself, sell again: before the
    /// curve knows of the first sale, the second gets a better price than there is.
    function test_reentrancy_intoASaleEarnsNothing() public {
        uint256 honest = _reenter();
        _weaken(WeakMarket.Weakness.PaysFirst);
        assertGt(_reenter(), honest);
    }

    function test_creatorWhoCannotBePaid_stopsNoTrade() public {
        assertTrue(_buyWithCreatorBlocked());
        _weaken(WeakMarket.Weakness.PushesFees);
        assertFalse(_buyWithCreatorBlocked());
    }

    /// @dev The curve would count what never arrived, and the last sellers would go empty.
    function test_feeOnTransfer_leavesNoReservesThatAreNotThere() public {
        assertEq(_missing(), 0);
        _weaken(WeakMarket.Weakness.TrustsTheToken);
        assertEq(_missing(), 1e6);
    }

    /// @dev The attacker gives money to the market, sells at a price that counts it, and has the others' as well.
    function test_donation_movesNoPrice() public {
        uint256 honest = _sellAfterDonation();
        assertLt(honest, 5000e6);
        _weaken(WeakMarket.Weakness.PricesByBalance);
        assertGt(_sellAfterDonation(), honest);
    }

    function test_symbolSquatting_keepsNobodyFromTheirSymbol() public {
        assertTrue(_createAfterSquatter());
        _weaken(WeakMarket.Weakness.ReservesSymbols);
        assertFalse(_createAfterSquatter());
    }

    function test_permitFrontRun_stopsNoBuy() public {
        assertTrue(_buyAfterPermitWasBrought());
        _weaken(WeakMarket.Weakness.NeedsThePermit);
        assertFalse(_buyAfterPermitWasBrought());
    }

    function test_copy_withoutAWeaknessResists() public {
        uint256 honest = _reenter();
        uint256 donated = _sellAfterDonation();
        _weaken(WeakMarket.Weakness.None);
        assertLe(_sandwichBuy(), 0);
        assertLe(_sandwichSale(), 0);
        assertEq(_reenter(), honest);
        assertTrue(_buyWithCreatorBlocked());
        assertEq(_missing(), 0);
        assertEq(_sellAfterDonation(), donated);
    }

    /// @return what the attacker has earned around alice's buy, who wants at most half a percent less than she saw
    function _sandwichBuy() private returns (int256) {
        _over(address(quote));
        uint256 wanted = _tokensFor(3000e6) * 995 / 1000;
        uint256 tokens = _buy(attacker, 1000e6, 0);
        fund(alice, 3000e6);
        vm.startPrank(alice);
        quote.approve(address(market), 3000e6);
        try market.buy(community, 3000e6, wanted, block.timestamp, POST) {} catch {}
        vm.stopPrank();
        vm.prank(attacker);
        return int256(market.sell(community, tokens, 0, block.timestamp, POST)) - 1000e6;
    }

    /// @return what the attacker has earned by selling before alice's sale, and buying back after it
    function _sandwichSale() private returns (int256) {
        _over(address(quote));
        uint256 tokens = _buy(alice, 3000e6, 0);
        uint256 theirs = _buy(attacker, 1000e6, 0);
        (uint256 x, uint256 y,) = market.reservesOf(community);
        uint256 wanted = x * tokens / (y + tokens) * 985 / 1000;
        vm.prank(attacker);
        uint256 got = market.sell(community, theirs, 0, block.timestamp, POST);
        vm.prank(alice);
        try market.sell(community, tokens, wanted, block.timestamp, POST) {} catch {}
        uint256 again = _buy(attacker, got, 0);
        return int256(again) - int256(theirs);
    }

    /// @return what the token, a trader itself, has got for all it had, one half sold within the other's sale
    function _reenter() private returns (uint256) {
        ReentrantToken token_ = new ReentrantToken();
        _over(address(token_));
        _buyWith(address(token_), alice, 5000e6);
        uint256 tokens = _buyWith(address(token_), address(token_), 5000e6);
        uint256 half = tokens / 2;
        token_.arm(address(market), abi.encodeCall(market.sell, (community, half, 0, block.timestamp, POST)));
        vm.startPrank(address(token_));
        market.sell(community, half, 0, block.timestamp, POST);
        if (!token_.succeeded()) market.sell(community, half, 0, block.timestamp, POST);
        vm.stopPrank();
        return token_.balanceOf(address(token_));
    }

    /// @return bought whether alice can buy while the creator is blocked by the issuer
    function _buyWithCreatorBlocked() private returns (bool bought) {
        PausableToken token_ = new PausableToken();
        _over(address(token_));
        token_.setBlocked(creator, true);
        token_.mint(alice, PAY);
        vm.startPrank(alice);
        token_.approve(address(market), PAY);
        (bought,) = address(market).call(abi.encodeCall(market.buy, (community, PAY, 0, block.timestamp, POST)));
        vm.stopPrank();
    }

    /// @return how much less the market has than its curve and fees say
    function _missing() private returns (uint256) {
        FeeOnTransferToken token_ = new FeeOnTransferToken();
        _over(address(token_));
        token_.mint(alice, PAY);
        vm.startPrank(alice);
        token_.approve(address(market), PAY);
        try market.buy(community, PAY, 0, block.timestamp, POST) {} catch {}
        vm.stopPrank();
        (uint256 x,, uint256 fees) = market.reservesOf(community);
        return x - X0 + fees - token_.balanceOf(address(market));
    }

    /// @return what the attacker gets for tokens bought for half of what is there, after giving some money away
    function _sellAfterDonation() private returns (uint256) {
        _over(address(quote));
        _buy(alice, 5000e6, 0);
        uint256 tokens = _buy(attacker, 5000e6, 0);
        quote.mint(address(market), 1000e6);
        vm.prank(attacker);
        return market.sell(community, tokens, 0, block.timestamp, POST);
    }

    /// @return created whether a creator gets the symbol that somebody else took first
    function _createAfterSquatter() private returns (bool created) {
        _over(address(quote));
        address honest = makeAddr("honest");
        if (!registry.isCreator(honest)) register(honest);
        vm.prank(honest);
        (created,) = address(market)
            .call(abi.encodeCall(market.createCommunity, ("Planet Fans", "FANS", 0, 0, 0, 0, block.timestamp)));
    }

    /// @return bought whether the holder's buy goes through after the attacker has brought its permit
    function _buyAfterPermitWasBrought() private returns (bool bought) {
        quote = new MockUSDT0();
        _over(address(quote));
        (address holder, uint256 key) = makeAddrAndKey("holder");
        quote.mint(holder, PAY);
        uint256 until = block.timestamp;
        (uint8 v, bytes32 r, bytes32 s) = signPermit(quote.DOMAIN_SEPARATOR(), key, address(market), PAY, 0, until);
        vm.prank(attacker);
        quote.permit(holder, address(market), PAY, until, v, r, s);
        vm.prank(holder);
        (bought,) = address(market)
            .call(abi.encodeCall(market.buyWithPermit, (community, PAY, 1, until, POST, until, v, r, s)));
    }

    function _buy(address account, uint256 pay, uint256 least) private returns (uint256) {
        fund(account, pay);
        vm.prank(account);
        return market.buy(community, pay, least, block.timestamp, POST);
    }

    function _buyWith(address money, address account, uint256 pay) private returns (uint256) {
        MockUSDT0(money).mint(account, pay);
        vm.startPrank(account);
        MockUSDT0(money).approve(address(market), pay);
        uint256 tokens = market.buy(community, pay, 0, block.timestamp, POST);
        vm.stopPrank();
        return tokens;
    }

    function _tokensFor(uint256 pay) private view returns (uint256) {
        (uint256 x, uint256 y,) = market.reservesOf(community);
        uint256 net = pay - pay / 100;
        return y * net / (x + net);
    }

    /// @dev A fresh market in `money`, the contract or the copy, with one community at 1 %.
    function _over(address money) private {
        market = isWeak
            ? CommunityMarket(address(new WeakMarket(money, X0, Y0, weakness)))
            : new CommunityMarket(address(registry), money, X0, Y0);
        community = newCommunity(creator, FEE_BPS);
    }

    /// @dev From now on the attacks are made on the copy.
    function _weaken(WeakMarket.Weakness weakness_) private {
        (isWeak, weakness) = (true, weakness_);
    }
}
