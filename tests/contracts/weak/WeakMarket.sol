// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {CommunityToken} from "contracts/CommunityToken.sol";
import {ICommunityMarket} from "contracts/interfaces/ICommunityMarket.sol";
import {CommunityArgsLib} from "contracts/libraries/CommunityArgsLib.sol";
import {CurveLib} from "contracts/libraries/CurveLib.sol";

/// @dev The part of CommunityMarket that the attacks use, with one defence taken away.
contract WeakMarket {
    using SafeERC20 for IERC20;

    enum Weakness {
        None,
        IgnoresLimits,
        PaysFirst,
        PushesFees,
        TrustsTheToken,
        PricesByBalance,
        ReservesSymbols,
        NeedsThePermit
    }

    struct Curve {
        uint256 x;
        uint256 y;
        uint256 fees;
    }

    Weakness private immutable WEAKNESS;
    address private immutable QUOTE;
    uint256 private immutable X0;
    uint256 private immutable Y0;
    CommunityToken private immutable CODE;
    mapping(address token => Curve) private _curves;
    mapping(string symbol => bool) private _isTaken;
    bool private _entered;

    error Refused();

    modifier guarded() {
        if (_entered && !_is(Weakness.PaysFirst)) revert Refused();
        _entered = true;
        _;
        _entered = false;
    }

    constructor(address quote, uint96 initialQuote, uint96 initialTokens, Weakness weakness) {
        (QUOTE, X0, Y0, WEAKNESS) = (quote, initialQuote, initialTokens, weakness);
        CODE = new CommunityToken(address(this));
    }

    function createCommunity(
        string calldata name,
        string calldata symbol,
        uint16 feeBps,
        bytes32,
        uint256,
        uint256,
        uint256
    ) external returns (address token, uint256) {
        if (_isTaken[symbol] && _is(Weakness.ReservesSymbols)) revert Refused();
        _isTaken[symbol] = true;
        bytes memory args = CommunityArgsLib.encode(msg.sender, feeBps, name, symbol);
        token = Clones.cloneDeterministicWithImmutableArgs(address(CODE), args, 0);
        _curves[token] = Curve(X0, Y0, 0);
        return (token, 0);
    }

    function buy(address token, uint256 quoteIn, uint256 minTokensOut, uint256, bytes32)
        public
        guarded
        returns (uint256 tokensOut)
    {
        Curve storage curve = _curves[token];
        uint256 fee = CurveLib.feeCeil(quoteIn, CommunityArgsLib.feeOf(token));
        tokensOut = CurveLib.tokensOutFloor(curve.x, curve.y, quoteIn - fee);
        _requireLimit(tokensOut, minTokensOut);
        uint256 before = IERC20(QUOTE).balanceOf(address(this));
        IERC20(QUOTE).safeTransferFrom(msg.sender, address(this), quoteIn);
        bool exact = IERC20(QUOTE).balanceOf(address(this)) == before + quoteIn;
        if (!exact && !_is(Weakness.TrustsTheToken)) revert ICommunityMarket.UnsupportedToken(QUOTE);
        (curve.x, curve.y) = (curve.x + quoteIn - fee, curve.y - tokensOut);
        _payFee(token, fee);
        CommunityToken(token).mint(msg.sender, tokensOut);
    }

    function buyWithPermit(
        address token,
        uint256 quoteIn,
        uint256 minTokensOut,
        uint256 deadline,
        bytes32 contentId,
        uint256 permitDeadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256) {
        try IERC20Permit(QUOTE).permit(msg.sender, address(this), quoteIn, permitDeadline, v, r, s) {}
        catch {
            if (_is(Weakness.NeedsThePermit)) revert Refused();
        }
        return buy(token, quoteIn, minTokensOut, deadline, contentId);
    }

    function sell(address token, uint256 tokensIn, uint256 minQuoteOut, uint256, bytes32)
        external
        guarded
        returns (uint256 quoteOut)
    {
        Curve storage curve = _curves[token];
        uint256 x = _is(Weakness.PricesByBalance) ? X0 + IERC20(QUOTE).balanceOf(address(this)) : curve.x;
        uint256 gross = CurveLib.quoteOutFloor(x, curve.y, tokensIn);
        uint256 fee = CurveLib.feeCeil(gross, CommunityArgsLib.feeOf(token));
        quoteOut = gross - fee;
        _requireLimit(quoteOut, minQuoteOut);
        CommunityToken(token).burn(msg.sender, tokensIn);
        if (_is(Weakness.PaysFirst)) IERC20(QUOTE).safeTransfer(msg.sender, quoteOut);
        (curve.x, curve.y) = (x - gross, curve.y + tokensIn);
        _payFee(token, fee);
        if (!_is(Weakness.PaysFirst)) IERC20(QUOTE).safeTransfer(msg.sender, quoteOut);
    }

    function reservesOf(address token) external view returns (uint256 x, uint256 y, uint256 fees) {
        Curve storage curve = _curves[token];
        return (curve.x, curve.y, curve.fees);
    }

    function _payFee(address token, uint256 fee) private {
        if (!_is(Weakness.PushesFees)) _curves[token].fees += fee;
        else IERC20(QUOTE).safeTransfer(CommunityArgsLib.creatorOf(token), fee);
    }

    function _requireLimit(uint256 out, uint256 least) private view {
        if (out < least && !_is(Weakness.IgnoresLimits)) revert ICommunityMarket.SlippageExceeded(out, least);
    }

    function _is(Weakness weakness) private view returns (bool) {
        return WEAKNESS == weakness;
    }
}
