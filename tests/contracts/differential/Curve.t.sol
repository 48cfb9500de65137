// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreatorTest} from "../support/CreatorTest.sol";
import {CommunityMarket} from "contracts/CommunityMarket.sol";
import {CommunityToken} from "contracts/CommunityToken.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev Every trade of tests/vectors/curve.json, made for real: the same file that the Python curve is checked against.
contract CurveDifferentialTest is CreatorTest {
    /// @dev Storage slot of CommunityMarket's curves; reservesOf confirms it below.
    uint256 private constant CURVES_SLOT = 1;

    CommunityMarket private market;
    MockUSDT0 private quote;
    mapping(uint256 feeBps => CommunityToken) private tokens;

    struct Trade {
        uint256 x;
        uint256 y;
        uint256 feeBps;
        string side;
        uint256 amount;
        uint256 out;
        uint256 fee;
        uint256 xAfter;
        uint256 yAfter;
    }

    function setUp() public override {
        super.setUp();
        quote = new MockUSDT0();
        // The widest constants, so that every pair of reserves is one that trades could have led to.
        market = new CommunityMarket(address(registry), address(quote), 1, type(uint96).max);
        quote.mint(address(market), type(uint128).max);
        quote.mint(address(this), type(uint128).max);
        quote.approve(address(market), type(uint256).max);
    }

    function test_curve_agreesWithTheVectors() public {
        Trade[] memory trades = _read();
        assertGt(trades.length, 300);
        for (uint256 i; i < trades.length; ++i) {
            _check(trades[i], vm.toString(i));
        }
    }

    function _check(Trade memory trade, string memory place) private {
        CommunityToken token = _community(trade.feeBps);
        _setReserves(token, trade.x, trade.y);
        bool buys = keccak256(bytes(trade.side)) == keccak256("buy");
        (uint256 out, uint256 fee) =
            buys ? market.quoteBuy(address(token), trade.amount) : market.quoteSell(address(token), trade.amount);
        assertEq(out, trade.out, place);
        assertEq(fee, trade.fee, place);
        if (out == 0) return;

        assertEq(buys ? _buy(token, trade.amount) : _sell(token, trade.amount), trade.out, place);
        (uint256 x, uint256 y, uint256 fees) = market.reservesOf(address(token));
        assertEq(x, trade.xAfter, place);
        assertEq(y, trade.yAfter, place);
        assertEq(fees, trade.fee, place);
    }

    function _buy(CommunityToken token, uint256 amount) private returns (uint256) {
        return market.buy(address(token), amount, 0, block.timestamp, 0);
    }

    function _sell(CommunityToken token, uint256 amount) private returns (uint256) {
        vm.prank(address(market));
        token.mint(address(this), amount);
        return market.sell(address(token), amount, 0, block.timestamp, 0);
    }

    function _setReserves(CommunityToken token, uint256 x, uint256 y) private {
        vm.store(address(market), keccak256(abi.encode(token, CURVES_SLOT)), bytes32(x | (y << 96)));
        (uint256 x1, uint256 y1, uint256 fees) = market.reservesOf(address(token));
        assertEq(abi.encode(x1, y1, fees), abi.encode(x, y, 0));
    }

    function _community(uint256 feeBps) private returns (CommunityToken token) {
        token = tokens[feeBps];
        if (address(token) != address(0)) return token;
        address creator = newCreator(vm.toString(feeBps));
        vm.prank(creator);
        // forge-lint: disable-next-line(unsafe-typecast) at most 500
        (address made,) = market.createCommunity("Fans", "FANS", uint16(feeBps), 0, 0, 0, block.timestamp);
        token = tokens[feeBps] = CommunityToken(made);
    }

    function _read() private view returns (Trade[] memory) {
        string memory row = "Row(uint256 x,uint256 y,uint256 fee_bps,string side,uint256 amount,uint256 out,"
            "uint256 fee,uint256 x_after,uint256 y_after)";
        string memory json = vm.readFile("tests/vectors/curve.json");
        return abi.decode(vm.parseJsonTypeArray(json, "$", row), (Trade[]));
    }
}
