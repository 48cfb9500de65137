// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommunityMarket} from "contracts/CommunityMarket.sol";
import {CommunityToken} from "contracts/CommunityToken.sol";
import {CreatorRegistry} from "contracts/CreatorRegistry.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Plays creators, traders, donors and time against one market, and remembers what must never be.
contract MarketHandler is Test {
    CommunityMarket public immutable market;
    MockUSDT0 public immutable quote;
    CreatorRegistry private immutable REGISTRY;
    address private immutable ATTESTER;
    uint256 private immutable LARGEST_BUY;

    address[] public creators;
    address[] public traders;
    CommunityToken[] public tokens;

    uint256 public donations;
    mapping(CommunityToken token => uint256) public product;
    mapping(CommunityToken token => address) public creatorOf;
    mapping(CommunityToken token => uint16) public feeOf;
    bool public productFell;
    bool public roundTripProfited;
    bool public splitBuyWasCheaper;

    /// @param creators_ registered already
    /// @param largestBuy quote units of the largest buy; with the market's constants it sets how coarse rounding is
    constructor(CommunityMarket market_, address attester, address[] memory creators_, uint256 largestBuy) {
        market = market_;
        quote = MockUSDT0(market_.quote());
        REGISTRY = CreatorRegistry(market_.registry());
        ATTESTER = attester;
        LARGEST_BUY = largestBuy;
        creators = creators_;
        traders = [makeAddr("ada"), makeAddr("ben"), makeAddr("cyd"), creators_[0]];
        for (uint256 i; i < traders.length; ++i) {
            _fund(traders[i]);
        }
        for (uint256 i = 1; i < creators_.length; ++i) {
            _fund(creators_[i]);
        }
    }

    /// @dev After each action the product of every curve must be at least what it was.
    modifier watched() {
        _;
        for (uint256 i; i < tokens.length; ++i) {
            (uint256 x, uint256 y,) = market.reservesOf(address(tokens[i]));
            if (x * y < product[tokens[i]]) productFell = true;
            product[tokens[i]] = x * y;
        }
    }

    function create(uint256 who, uint16 feeBps, uint256 firstQuote) external watched {
        address creator = creators[who % creators.length];
        if (!REGISTRY.isCreator(creator) || market.tokenOf(creator) != address(0)) return;
        feeBps = uint16(bound(feeBps, 0, 500));
        uint256 most = market.initialTokens() / 50;
        firstQuote = bound(firstQuote, 0, market.initialQuote() / 50);
        uint256 out = market.initialTokens() * firstQuote / (market.initialQuote() + firstQuote);
        if (out == 0 || out > most) firstQuote = 0;
        vm.prank(creator);
        (address made,) = market.createCommunity("Fans", "FANS", feeBps, 0, firstQuote, 0, block.timestamp);
        tokens.push(CommunityToken(made));
        creatorOf[CommunityToken(made)] = creator;
        feeOf[CommunityToken(made)] = feeBps;
    }

    function buy(uint256 which, uint256 who, uint256 pay) external watched {
        if (tokens.length == 0) return;
        _buy(_token(which), _trader(who), bound(pay, 0, LARGEST_BUY));
    }

    function sell(uint256 which, uint256 who, uint256 amount) external watched {
        if (tokens.length == 0) return;
        (CommunityToken token, address trader) = (_token(which), _trader(who));
        _sell(token, trader, bound(amount, 0, token.balanceOf(trader)));
    }

    function sellAll(uint256 which, uint256 who) external watched {
        if (tokens.length == 0) return;
        (CommunityToken token, address trader) = (_token(which), _trader(who));
        _sell(token, trader, token.balanceOf(trader));
    }

    function roundTrip(uint256 which, uint256 who, uint256 pay) external watched {
        if (tokens.length == 0) return;
        (CommunityToken token, address trader) = (_token(which), _trader(who));
        pay = bound(pay, 0, LARGEST_BUY);
        uint256 out = _buy(token, trader, pay);
        if (out != 0 && _sell(token, trader, out) > pay) roundTripProfited = true;
    }

    function splitBuy(uint256 which, uint256 who, uint256 one, uint256 two) external watched {
        if (tokens.length == 0) return;
        (CommunityToken token, address trader) = (_token(which), _trader(who));
        (one, two) = (bound(one, 0, LARGEST_BUY / 2), bound(two, 0, LARGEST_BUY / 2));
        (uint256 atOnce,) = market.quoteBuy(address(token), one + two);
        if (_buy(token, trader, one) + _buy(token, trader, two) > atOnce) splitBuyWasCheaper = true;
    }

    function transfer(uint256 which, uint256 from, uint256 to, uint256 amount) external watched {
        if (tokens.length == 0) return;
        CommunityToken token = _token(which);
        amount = bound(amount, 0, token.balanceOf(_trader(from)));
        vm.prank(_trader(from));
        assertTrue(token.transfer(_trader(to), amount));
    }

    function collect(uint256 which) external watched {
        if (tokens.length == 0) return;
        (,, uint256 fees) = market.reservesOf(address(_token(which)));
        if (fees != 0) market.collectFees(address(_token(which)));
    }

    function donate(uint256 amount) external watched {
        amount = bound(amount, 0, LARGEST_BUY);
        quote.mint(address(market), amount);
        donations += amount;
    }

    function revoke(uint256 who) external watched {
        vm.prank(ATTESTER);
        REGISTRY.revoke(creators[who % creators.length]);
    }

    function wait(uint32 time) external watched {
        skip(bound(time, 1, 30 days));
    }

    function tokenCount() external view returns (uint256) {
        return tokens.length;
    }

    function traderCount() external view returns (uint256) {
        return traders.length;
    }

    function creatorCount() external view returns (uint256) {
        return creators.length;
    }

    function _buy(CommunityToken token, address trader, uint256 pay) private returns (uint256 out) {
        (out,) = market.quoteBuy(address(token), pay);
        if (out == 0) return 0;
        vm.prank(trader);
        out = market.buy(address(token), pay, out, block.timestamp, 0);
    }

    function _sell(CommunityToken token, address trader, uint256 amount) private returns (uint256 paid) {
        (paid,) = market.quoteSell(address(token), amount);
        if (paid == 0) return 0;
        vm.prank(trader);
        paid = market.sell(address(token), amount, paid, block.timestamp, 0);
    }

    function _fund(address account) private {
        quote.mint(account, type(uint128).max);
        vm.prank(account);
        quote.approve(address(market), type(uint256).max);
    }

    function _token(uint256 which) private view returns (CommunityToken) {
        return tokens[which % tokens.length];
    }

    function _trader(uint256 who) private view returns (address) {
        return traders[who % traders.length];
    }
}
