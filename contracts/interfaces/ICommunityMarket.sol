// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title One market for all community tokens, against one quote token, on a virtual x*y=k curve, for ever open
/// @notice There is no platform fee, by bytecode. The creator's fee (0 to 5 %) is fixed at creation, and pulled.
/// Quote amounts are in the quote token's smallest units (USDT0: 6 decimals), token amounts have 18 decimals.
///
/// A curve holds x (virtual quote, starts at X0) and y (tokens left, starts at Y0). Every division rounds against the
/// trader, so that x*y never falls, no round trip earns anything, and this always holds:
///
///     supply of a token           = Y0 - y
///     quote balance of the market = sum over all tokens of (x - X0 + fees), plus whatever was sent here by mistake
///
/// So everybody can sell at any time, in any order. What is sent here outside of a trade is lost: nobody can take it.
/// Nobody owns, pauses or upgrades this contract. A revoked creator's token trades on, and its fees stay theirs.
///
/// Known limits. A market order can be sandwiched: the limits (`minTokensOut`, `minQuoteOut`) and the deadline are the
/// defence, and 0 is none. The cap on the first buy binds the creator's address, not the person: a second wallet evades
/// it, so clients should show how concentrated the holders are. Names and symbols are not unique and not vouched for;
/// the creator's address is what identifies a community. If the quote token pauses or blocks an account, its trades
/// wait; no other account is affected.
interface ICommunityMarket {
    /// @notice A creator made their community. The first buy pays no fee and is at most Y0/50 tokens.
    /// No TokensBought is emitted for it: count it from here.
    /// @param contentId the post that announces it, 0 for none; the creator's word
    /// @param feeBps the creator's fee in basis points, for ever
    /// @param firstQuote quote units paid by the creator for the first buy, 0 for none
    /// @param firstTokens tokens minted to the creator by it
    event CommunityCreated(
        address indexed token,
        address indexed creator,
        bytes32 indexed contentId,
        string name,
        string symbol,
        uint16 feeBps,
        uint256 firstQuote,
        uint256 firstTokens
    );
    /// @notice `buyer` paid `quoteIn`, of which `fee` is the creator's, and received `tokensOut`.
    /// So x rose by quoteIn - fee, y fell by tokensOut, fees rose by fee.
    /// @param contentId the post that caused it, 0 for none; the buyer's word
    event TokensBought(
        address indexed token,
        address indexed buyer,
        uint256 quoteIn,
        uint256 fee,
        uint256 tokensOut,
        bytes32 indexed contentId
    );
    /// @notice `seller` burned `tokensIn` and received `quoteOut`; `fee` on top of it is the creator's.
    /// So x fell by quoteOut + fee, y rose by tokensIn, fees rose by fee.
    /// @param contentId the post that caused it, 0 for none; the seller's word
    event TokensSold(
        address indexed token,
        address indexed seller,
        uint256 tokensIn,
        uint256 fee,
        uint256 quoteOut,
        bytes32 indexed contentId
    );
    /// @notice `amount` quote units, all fees that waited for the creator of `token`, were paid to them.
    event FeesCollected(address indexed token, address indexed creator, uint256 amount);

    /// @notice `account` is not a verified creator now.
    error NotCreator(address account);
    /// @notice `creator` has made `token` already; one is all.
    error CommunityExists(address creator, address token);
    /// @notice `token` was not made by this market.
    error UnknownCommunity(address token);
    /// @notice `feeBps` is above 500.
    error FeeTooHigh(uint16 feeBps);
    /// @notice `label` is no name (1 to 32 bytes of UTF-8) or no symbol (1 to 10 bytes of ASCII), see createCommunity.
    error InvalidLabel(string label);
    /// @notice The first buy would give `tokensOut`, and `most` (Y0/50) is allowed.
    error FirstBuyTooLarge(uint256 tokensOut, uint256 most);
    /// @notice The block is later than `deadline`, unix seconds.
    error DeadlineExpired(uint256 deadline);
    /// @notice The trade would give `out`, less than the asked `minOut`.
    error SlippageExceeded(uint256 out, uint256 minOut);
    /// @notice The amount is 0, or so small that the trade would give 0.
    error ZeroAmount();
    /// @notice The constructor was given no registry or no quote token.
    error ZeroAddress();
    /// @notice x would pass 2**96 - 1, or y would pass Y0: nobody has that much.
    error ReserveOverflow();
    /// @notice The quote token `token` took another amount than it was asked to move.
    error UnsupportedToken(address token);
    /// @notice No fees of `token` are waiting.
    error NothingToCollect(address token);

    /// @notice Make the caller's community token; a verified creator has at most one.
    /// Its address follows from creator, fee, name and symbol (CREATE2), so no reorganisation can swap two communities.
    /// @param name 1 to 32 bytes of well-formed UTF-8, without control, invisible or direction characters and without
    /// a space at either end
    /// @param symbol 1 to 10 printable ASCII characters without spaces
    /// @param feeBps creator fee in basis points, 0..500, for ever
    /// @param contentId the post that announces it, 0 for none
    /// @param firstQuote quote units to buy with at once, without a fee, 0 for none; needs an allowance
    /// @param minTokensOut revert below it (ignored when firstQuote is 0)
    /// @param deadline unix seconds, inclusive
    /// @return token the new community token
    /// @return tokensOut minted to the caller: floor(Y0*firstQuote/(X0+firstQuote)), at most floor(Y0/50)
    function createCommunity(
        string calldata name,
        string calldata symbol,
        uint16 feeBps,
        bytes32 contentId,
        uint256 firstQuote,
        uint256 minTokensOut,
        uint256 deadline
    ) external returns (address token, uint256 tokensOut);

    /// @notice Buy for exactly `quoteIn`: fee = ceil(quoteIn*feeBps/1e4), net = quoteIn - fee,
    /// out = floor(y*net/(x+net)).
    /// Anyone may call; the caller pays and receives. Needs an allowance of `quoteIn`.
    /// Waiting fees have 64 bits: a fee that would not fit stays in x, the buyer pays the same, and the event says 0.
    /// @param minTokensOut revert below it; 0 invites a sandwich
    /// @param deadline unix seconds, inclusive
    function buy(address token, uint256 quoteIn, uint256 minTokensOut, uint256 deadline, bytes32 contentId)
        external
        returns (uint256 tokensOut);

    /// @notice `buy` after an ERC-2612 permit of the quote token; a permit somebody else used already does no harm.
    /// @param permitDeadline unix seconds, as signed; the signed value must be `quoteIn`, the spender this market
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
    ) external returns (uint256 tokensOut);

    /// @notice Sell exactly `tokensIn`: gross = floor(x*t/(y+t)), fee = ceil(gross*feeBps/1e4), pays gross - fee.
    /// No allowance is needed: the market burns the caller's own tokens. Fees that do not fit: as in `buy`.
    /// @param minQuoteOut revert below it; 0 invites a sandwich
    /// @param deadline unix seconds, inclusive
    function sell(address token, uint256 tokensIn, uint256 minQuoteOut, uint256 deadline, bytes32 contentId)
        external
        returns (uint256 quoteOut);

    /// @notice Pay the waiting fees of `token` to its creator, verified or not. Anyone may call.
    /// @return amount quote units, above 0
    function collectFees(address token) external returns (uint256 amount);

    /// @notice 0 where `buy` would refuse for ZeroAmount; reverts like it for UnknownCommunity and ReserveOverflow.
    /// @return tokensOut what `buy` would give now
    /// @return fee inside `quoteIn`
    function quoteBuy(address token, uint256 quoteIn) external view returns (uint256 tokensOut, uint256 fee);
    /// @notice 0 where `sell` would refuse for ZeroAmount; reverts like it for UnknownCommunity and ReserveOverflow.
    /// @return quoteOut what `sell` would pay now
    /// @return fee taken from the gross, so gross = quoteOut + fee
    function quoteSell(address token, uint256 tokensIn) external view returns (uint256 quoteOut, uint256 fee);
    /// @notice All 0 for an unknown token. The price of one smallest token unit is x/y quote units.
    /// @return x virtual quote reserve, starts at X0 and is never below it
    /// @return y tokens left, starts at Y0, never 0
    /// @return fees waiting for the creator
    function reservesOf(address token) external view returns (uint256 x, uint256 y, uint256 fees);
    /// @notice Both 0 for an unknown token; neither ever changes.
    /// @return creator who made it, and is paid its fees
    /// @return feeBps their fee in basis points
    function communityOf(address token) external view returns (address creator, uint16 feeBps);
    /// @return the token of `creator`, 0 for none
    function tokenOf(address creator) external view returns (address);

    /// @return virtual quote units at the start (X0)
    function initialQuote() external view returns (uint256);
    /// @return tokens on the curve at the start (Y0), 18 decimals
    function initialTokens() external view returns (uint256);
    /// @return the quote token, the only money of this market
    function quote() external view returns (address);
    /// @return the CreatorRegistry that says who is a creator
    function registry() external view returns (address);
    /// @return the code behind every community token, deployed by this market's constructor
    function tokenImplementation() external view returns (address);
}
