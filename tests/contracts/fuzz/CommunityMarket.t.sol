// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketTest} from "../support/MarketTest.sol";
import {CommunityMarket} from "contracts/CommunityMarket.sol";
import {CommunityToken} from "contracts/CommunityToken.sol";

/// @dev The same laws through the contract, with any constants, fee and amounts.
contract CommunityMarketFuzz is MarketTest {
    CommunityMarket private any;
    CommunityToken private made;
    /// @dev What the last _buy really paid.
    uint256 private spent;

    function testFuzz_roundTrip_neverProfits(uint96 x0, uint96 y0, uint16 feeBps, uint96 before, uint96 pay) public {
        _open(x0, y0, feeBps);
        _buy(bob, before);
        uint256 tokens = _buy(alice, pay);
        _sell(alice, tokens);
        assertLe(quote.balanceOf(alice), spent);
        _assertSolvent();
    }

    function testFuzz_splitBuy_isNeverCheaper(uint96 x0, uint96 y0, uint16 feeBps, uint96 one, uint96 two) public {
        _open(x0, y0, feeBps);
        (one, two) = (one / 4, two / 4);
        uint256 snapshot = vm.snapshotState();
        uint256 atOnce = _buy(alice, uint256(one) + two);
        vm.revertToState(snapshot);
        uint256 split = _buy(alice, one) + _buy(alice, two);
        assertLe(split, atOnce);
    }

    function testFuzz_everyHolderCanSell_inEitherOrder(
        uint96 x0,
        uint96 y0,
        uint16 feeBps,
        uint96 one,
        uint96 two,
        bool aliceFirst
    ) public {
        _open(x0, y0, feeBps);
        uint256 ofAlice = _buy(alice, one);
        uint256 ofBob = _buy(bob, two);
        _assertSolvent();
        if (aliceFirst) _sell(alice, ofAlice);
        _sell(bob, ofBob);
        if (!aliceFirst) _sell(alice, ofAlice);
        _assertSolvent();
    }

    function testFuzz_quotes_areWhatTradesGive(uint96 x0, uint96 y0, uint16 feeBps, uint96 pay, uint256 part) public {
        _open(x0, y0, feeBps);
        uint256 room = type(uint96).max - any.initialQuote();
        uint256 amount = pay > room ? room : pay;
        (uint256 quoted,) = any.quoteBuy(address(made), amount);
        assertEq(_buy(alice, amount), quoted);
        part = bound(part, 0, quoted);
        (quoted,) = any.quoteSell(address(made), part);
        assertEq(_sell(alice, part), quoted);
    }

    function testFuzz_firstBuy_isAtMostAFiftieth(uint96 x0, uint96 y0, uint96 pay) public {
        x0 = uint96(bound(x0, 1, type(uint96).max / 2));
        y0 = uint96(bound(y0, 1, type(uint96).max));
        pay = uint96(bound(pay, 1, type(uint96).max / 2));
        any = new CommunityMarket(address(registry), address(quote), x0, y0);
        quote.mint(creator, pay);
        vm.startPrank(creator);
        quote.approve(address(any), pay);
        uint256 out = uint256(y0) * pay / (uint256(x0) + pay);
        bool refused = out == 0 || out > y0 / 50;
        try any.createCommunity("Any", "ANY", 500, 0, pay, out, block.timestamp) returns (address token_, uint256 got) {
            assertFalse(refused);
            assertEq(got, out);
            made = CommunityToken(token_);
            _assertSolvent();
        } catch {
            assertTrue(refused);
        }
    }

    function testFuzz_labels_comeBackAsTheyWentIn(uint8 nameLength, uint8 symbolLength, uint256 seed, uint16 feeBps)
        public
    {
        string memory name = _text(bound(nameLength, 1, 32), seed);
        string memory symbol = _text(bound(symbolLength, 1, 10), seed >> 128);
        feeBps = uint16(bound(feeBps, 0, 500));
        address other = newCreator("other");
        vm.prank(other);
        (address token_,) = market.createCommunity(name, symbol, feeBps, 0, 0, 0, block.timestamp);
        assertEq(CommunityToken(token_).name(), name);
        assertEq(CommunityToken(token_).symbol(), symbol);
        (address by, uint16 fee) = market.communityOf(token_);
        assertEq(by, other);
        assertEq(fee, feeBps);
    }

    function _open(uint96 x0, uint96 y0, uint16 feeBps) private {
        x0 = uint96(bound(x0, 1, type(uint96).max));
        y0 = uint96(bound(y0, 1, type(uint96).max));
        any = new CommunityMarket(address(registry), address(quote), x0, y0);
        vm.prank(creator);
        (address token_,) = any.createCommunity("Any", "ANY", uint16(bound(feeBps, 0, 500)), 0, 0, 0, block.timestamp);
        made = CommunityToken(token_);
    }

    /// @dev Buys for as much of `pay` as fits; a trade that would give nothing is not made.
    function _buy(address account, uint256 pay) private returns (uint256 out) {
        (uint256 x,,) = any.reservesOf(address(made));
        uint256 room = type(uint96).max - x;
        if (pay > room) pay = room;
        (out,) = any.quoteBuy(address(made), pay);
        spent = out == 0 ? 0 : pay;
        if (out == 0) return 0;
        quote.mint(account, pay);
        vm.startPrank(account);
        quote.approve(address(any), pay);
        out = any.buy(address(made), pay, 0, block.timestamp, 0);
        vm.stopPrank();
    }

    function _sell(address account, uint256 tokens) private returns (uint256 paid) {
        (paid,) = any.quoteSell(address(made), tokens);
        if (paid == 0) return 0;
        vm.prank(account);
        paid = any.sell(address(made), tokens, 0, block.timestamp, 0);
    }

    function _assertSolvent() private view {
        (uint256 x, uint256 y, uint256 fees) = any.reservesOf(address(made));
        assertEq(quote.balanceOf(address(any)), x - any.initialQuote() + fees);
        assertEq(made.totalSupply(), any.initialTokens() - y);
        assertGe(x * y, any.initialQuote() * any.initialTokens());
        assertGt(y, 0);
    }

    /// @dev `length` printable ASCII characters without spaces.
    function _text(uint256 length, uint256 seed) private pure returns (string memory) {
        bytes memory text = new bytes(length);
        for (uint256 i; i < length; ++i) {
            text[i] = bytes1(uint8(0x21 + uint256(keccak256(abi.encode(seed, i))) % 94));
        }
        return string(text);
    }
}
