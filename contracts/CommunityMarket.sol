// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommunityToken} from "./CommunityToken.sol";
import {ICommunityMarket} from "./interfaces/ICommunityMarket.sol";
import {ICommunityToken} from "./interfaces/ICommunityToken.sol";
import {ICreatorRegistry} from "./interfaces/ICreatorRegistry.sol";
import {CommunityArgsLib} from "./libraries/CommunityArgsLib.sol";
import {CurveLib} from "./libraries/CurveLib.sol";
import {LabelLib} from "./libraries/LabelLib.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title The market of all community tokens. The manual is in ICommunityMarket, the mathematics in CurveLib
contract CommunityMarket is ICommunityMarket, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @dev One slot. x: virtual quote, X0 <= x; y: tokens left, 0 < y <= Y0; fees: quote units for the creator.
    struct Curve {
        uint96 x;
        uint96 y;
        uint64 fees;
    }

    /// @dev 5 %.
    uint256 private constant MAX_FEE_BPS = 500;
    /// @dev The creator's first buy is at most a fiftieth of Y0.
    uint256 private constant FIRST_BUY_DIVISOR = 50;

    /// @inheritdoc ICommunityMarket
    address public immutable registry;
    /// @inheritdoc ICommunityMarket
    address public immutable quote;
    /// @inheritdoc ICommunityMarket
    uint256 public immutable initialQuote;
    /// @inheritdoc ICommunityMarket
    uint256 public immutable initialTokens;
    /// @inheritdoc ICommunityMarket
    address public immutable tokenImplementation;

    /// @inheritdoc ICommunityMarket
    mapping(address creator => address token) public tokenOf;
    mapping(address token => Curve) private _curves;

    /// @notice Deploys the token's code too, so that both addresses follow from this contract's own.
    /// @param registry_ who is a creator
    /// @param quote_ the only money of this market, for ever; it must move exactly the amount it is asked to
    /// @param initialQuote_ X0, virtual quote units at the start; with Y0 it sets the first price, X0/Y0
    /// @param initialTokens_ Y0, tokens on the curve at the start, 18 decimals
    constructor(address registry_, address quote_, uint96 initialQuote_, uint96 initialTokens_) {
        if (registry_ == address(0) || quote_ == address(0)) revert ZeroAddress();
        if (initialQuote_ == 0 || initialTokens_ == 0) revert ZeroAmount();
        registry = registry_;
        quote = quote_;
        initialQuote = initialQuote_;
        initialTokens = initialTokens_;
        tokenImplementation = address(new CommunityToken(address(this)));
    }

    /// @inheritdoc ICommunityMarket
    function createCommunity(
        string calldata name,
        string calldata symbol,
        uint16 feeBps,
        bytes32 contentId,
        uint256 firstQuote,
        uint256 minTokensOut,
        uint256 deadline
    ) external nonReentrant returns (address token, uint256 tokensOut) {
        if (block.timestamp > deadline) revert DeadlineExpired(deadline);
        if (feeBps > MAX_FEE_BPS) revert FeeTooHigh(feeBps);
        if (firstQuote != 0) tokensOut = _firstTokens(firstQuote, minTokensOut);
        token = _clone(name, symbol, feeBps);

        tokenOf[msg.sender] = token;
        // forge-lint: disable-next-line(unsafe-typecast) both are checked in _firstTokens
        _curves[token] = Curve(uint96(initialQuote + firstQuote), uint96(initialTokens - tokensOut), 0);
        emit CommunityCreated(token, msg.sender, contentId, name, symbol, feeBps, firstQuote, tokensOut);

        if (firstQuote != 0) {
            _pull(firstQuote);
            ICommunityToken(token).mint(msg.sender, tokensOut);
        }
    }

    /// @inheritdoc ICommunityMarket
    function buy(address token, uint256 quoteIn, uint256 minTokensOut, uint256 deadline, bytes32 contentId)
        external
        nonReentrant
        returns (uint256 tokensOut)
    {
        return _buy(token, quoteIn, minTokensOut, deadline, contentId);
    }

    /// @inheritdoc ICommunityMarket
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
    ) external nonReentrant returns (uint256 tokensOut) {
        // Somebody may have brought the permit already. If the allowance is missing, the pull says so.
        try IERC20Permit(quote).permit(msg.sender, address(this), quoteIn, permitDeadline, v, r, s) {} catch {}
        return _buy(token, quoteIn, minTokensOut, deadline, contentId);
    }

    /// @inheritdoc ICommunityMarket
    function sell(address token, uint256 tokensIn, uint256 minQuoteOut, uint256 deadline, bytes32 contentId)
        external
        nonReentrant
        returns (uint256 quoteOut)
    {
        if (block.timestamp > deadline) revert DeadlineExpired(deadline);
        Curve memory curve = _curveOf(token);
        uint256 fee;
        (quoteOut, fee) = _priceSell(curve, CommunityArgsLib.feeOf(token), tokensIn);
        if (quoteOut == 0) revert ZeroAmount();
        if (quoteOut < minQuoteOut) revert SlippageExceeded(quoteOut, minQuoteOut);

        fee = _settle(token, curve, curve.x - quoteOut, curve.y + tokensIn, fee);
        emit TokensSold(token, msg.sender, tokensIn, fee, quoteOut, contentId);

        ICommunityToken(token).burn(msg.sender, tokensIn);
        IERC20(quote).safeTransfer(msg.sender, quoteOut);
    }

    /// @inheritdoc ICommunityMarket
    function collectFees(address token) external nonReentrant returns (uint256 amount) {
        amount = _curveOf(token).fees;
        if (amount == 0) revert NothingToCollect(token);
        address creator = CommunityArgsLib.creatorOf(token);
        _curves[token].fees = 0;
        emit FeesCollected(token, creator, amount);

        IERC20(quote).safeTransfer(creator, amount);
    }

    /// @inheritdoc ICommunityMarket
    function quoteBuy(address token, uint256 quoteIn) external view returns (uint256 tokensOut, uint256 fee) {
        Curve memory curve = _curveOf(token);
        return _priceBuy(curve, CommunityArgsLib.feeOf(token), quoteIn);
    }

    /// @inheritdoc ICommunityMarket
    function quoteSell(address token, uint256 tokensIn) external view returns (uint256 quoteOut, uint256 fee) {
        Curve memory curve = _curveOf(token);
        return _priceSell(curve, CommunityArgsLib.feeOf(token), tokensIn);
    }

    /// @inheritdoc ICommunityMarket
    function communityOf(address token) external view returns (address creator, uint16 feeBps) {
        if (_curves[token].x == 0) return (address(0), 0);
        return (CommunityArgsLib.creatorOf(token), CommunityArgsLib.feeOf(token));
    }

    /// @inheritdoc ICommunityMarket
    function reservesOf(address token) external view returns (uint256 x, uint256 y, uint256 fees) {
        Curve memory curve = _curves[token];
        return (curve.x, curve.y, curve.fees);
    }

    function _buy(address token, uint256 quoteIn, uint256 minTokensOut, uint256 deadline, bytes32 contentId)
        private
        returns (uint256 tokensOut)
    {
        if (block.timestamp > deadline) revert DeadlineExpired(deadline);
        Curve memory curve = _curveOf(token);
        uint256 fee;
        (tokensOut, fee) = _priceBuy(curve, CommunityArgsLib.feeOf(token), quoteIn);
        if (tokensOut == 0) revert ZeroAmount();
        if (tokensOut < minTokensOut) revert SlippageExceeded(tokensOut, minTokensOut);

        fee = _settle(token, curve, curve.x + quoteIn, curve.y - tokensOut, fee);
        emit TokensBought(token, msg.sender, quoteIn, fee, tokensOut, contentId);

        _pull(quoteIn);
        ICommunityToken(token).mint(msg.sender, tokensOut);
    }

    /// @dev Write the curve after a trade. `x` still contains `fee`.
    /// @return credited what the creator got of `fee`: all of it, or nothing when their 64 bits are full, and then it
    /// stays in x, where it is every holder's
    function _settle(address token, Curve memory curve, uint256 x, uint256 y, uint256 fee)
        private
        returns (uint256 credited)
    {
        if (fee <= type(uint64).max - curve.fees) credited = fee;
        // Below 2**96: _priceBuy has checked x + quoteIn and _priceSell y + tokensIn <= Y0; the other two fall.
        // forge-lint: disable-next-line(unsafe-typecast)
        _curves[token] = Curve(uint96(x - credited), uint96(y), uint64(curve.fees + credited));
    }

    /// @dev The caller must be a creator without a community. The address follows from creator, fee, name and symbol
    /// alone, so that after a reorganisation a trade can never land in another creator's community.
    function _clone(string calldata name, string calldata symbol, uint16 feeBps) private returns (address token) {
        if (!ICreatorRegistry(registry).isCreator(msg.sender)) revert NotCreator(msg.sender);
        if (tokenOf[msg.sender] != address(0)) revert CommunityExists(msg.sender, tokenOf[msg.sender]);
        if (!LabelLib.isName(name)) revert InvalidLabel(name);
        if (!LabelLib.isSymbol(symbol)) revert InvalidLabel(symbol);
        bytes memory args = CommunityArgsLib.encode(msg.sender, feeBps, name, symbol);
        return Clones.cloneDeterministicWithImmutableArgs(tokenImplementation, args, 0);
    }

    /// @dev What comes in must arrive as exactly what was asked for, or the reserves would be a lie.
    function _pull(uint256 amount) private {
        uint256 before = IERC20(quote).balanceOf(address(this));
        IERC20(quote).safeTransferFrom(msg.sender, address(this), amount);
        if (IERC20(quote).balanceOf(address(this)) != before + amount) revert UnsupportedToken(quote);
    }

    function _curveOf(address token) private view returns (Curve memory curve) {
        curve = _curves[token];
        if (curve.x == 0) revert UnknownCommunity(token);
    }

    /// @dev The creator's own first buy: no fee, at most a fiftieth of the curve.
    function _firstTokens(uint256 firstQuote, uint256 minTokensOut) private view returns (uint256 tokensOut) {
        // forge-lint: disable-next-line(unsafe-typecast) the constructor took them as uint96
        Curve memory fresh = Curve(uint96(initialQuote), uint96(initialTokens), 0);
        (tokensOut,) = _priceBuy(fresh, 0, firstQuote);
        if (tokensOut == 0) revert ZeroAmount();
        uint256 most = initialTokens / FIRST_BUY_DIVISOR;
        if (tokensOut > most) revert FirstBuyTooLarge(tokensOut, most);
        if (tokensOut < minTokensOut) revert SlippageExceeded(tokensOut, minTokensOut);
    }

    function _priceSell(Curve memory curve, uint256 feeBps, uint256 tokensIn)
        private
        view
        returns (uint256 quoteOut, uint256 fee)
    {
        // More tokens than were ever sold; only a wrong amount gets here, and it must not overflow below.
        if (tokensIn > initialTokens - curve.y) revert ReserveOverflow();
        uint256 gross = CurveLib.quoteOutFloor(curve.x, curve.y, tokensIn);
        fee = CurveLib.feeCeil(gross, feeBps);
        quoteOut = gross - fee;
    }

    function _priceBuy(Curve memory curve, uint256 feeBps, uint256 quoteIn)
        private
        pure
        returns (uint256 tokensOut, uint256 fee)
    {
        // The fee may stay in x, so all of quoteIn must fit.
        if (quoteIn > type(uint96).max - curve.x) revert ReserveOverflow();
        fee = CurveLib.feeCeil(quoteIn, feeBps);
        tokensOut = CurveLib.tokensOutFloor(curve.x, curve.y, quoteIn - fee);
    }
}
