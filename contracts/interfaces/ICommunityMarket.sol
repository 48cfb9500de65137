// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title One market for all community tokens, against one quote token, on a virtual x*y=k curve, for ever open
/// @notice There is no platform fee, by bytecode. The creator's fee (0 to 5 %) is fixed at creation, and pulled.
/// Quote amounts are in the quote token's smallest units (USDT0: 6 decimals), token amounts have 18 decimals.
interface ICommunityMarket {
    /// @notice A creator made their community. The first buy pays no fee and is at most Y0/50 tokens.
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
    event TokensBought(
        address indexed token,
        address indexed buyer,
        uint256 quoteIn,
        uint256 fee,
        uint256 tokensOut,
        bytes32 indexed contentId
    );
    /// @notice `seller` burned `tokensIn` and received `quoteOut`; `fee` on top of it is the creator's.
    event TokensSold(
        address indexed token,
        address indexed seller,
        uint256 tokensIn,
        uint256 fee,
        uint256 quoteOut,
        bytes32 indexed contentId
    );
    /// @notice Fees waiting for the creator of `token` were paid out.
    event FeesCollected(address indexed token, address indexed creator, uint256 amount);

    error NotCreator(address account);
    error CommunityExists(address creator, address token);
    error UnknownCommunity(address token);
    error FeeTooHigh(uint16 feeBps);
    error InvalidLabel(string label);
    error FirstBuyTooLarge(uint256 tokensOut, uint256 most);
    error DeadlineExpired(uint256 deadline);
    error SlippageExceeded(uint256 out, uint256 minOut);
    error ZeroAmount();
    error ZeroAddress();
    error ReserveOverflow();
    error UnsupportedToken(address token);
    error NothingToCollect(address token);

    /// @notice Make the caller's community token; a verified creator has at most one.
    /// @param feeBps creator fee in basis points, 0..500, for ever
    /// @param contentId the post that announces it, 0 for none
    /// @param firstQuote quote units to buy with at once, without a fee, 0 for none
    /// @param minTokensOut revert below it (ignored when firstQuote is 0)
    /// @param deadline unix seconds, inclusive
    function createCommunity(
        string calldata name,
        string calldata symbol,
        uint16 feeBps,
        bytes32 contentId,
        uint256 firstQuote,
        uint256 minTokensOut,
        uint256 deadline
    ) external returns (address token, uint256 tokensOut);

    /// @notice Buy for exactly `quoteIn`: fee = ceil(quoteIn*feeBps/1e4), net = quoteIn - fee, out = floor(y*net/(x+net)).
    function buy(address token, uint256 quoteIn, uint256 minTokensOut, uint256 deadline, bytes32 contentId)
        external
        returns (uint256 tokensOut);

    /// @notice `buy` after an ERC-2612 permit of the quote token; a permit somebody else used already does no harm.
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
    /// No allowance is needed: the market burns the caller's own tokens.
    function sell(address token, uint256 tokensIn, uint256 minQuoteOut, uint256 deadline, bytes32 contentId)
        external
        returns (uint256 quoteOut);

    /// @notice Pay the waiting fees of `token` to its creator. Anyone may call.
    function collectFees(address token) external returns (uint256 amount);

    /// @return tokensOut what `buy` would give now, and the fee inside `quoteIn`
    function quoteBuy(address token, uint256 quoteIn) external view returns (uint256 tokensOut, uint256 fee);
    /// @return quoteOut what `sell` would pay now, and the fee taken from the gross
    function quoteSell(address token, uint256 tokensIn) external view returns (uint256 quoteOut, uint256 fee);
    /// @return x virtual quote reserve (starts at X0), y tokens left (starts at Y0), fees waiting for the creator
    function reservesOf(address token) external view returns (uint256 x, uint256 y, uint256 fees);
    /// @return creator and fee in basis points of `token`; zero for an unknown one
    function communityOf(address token) external view returns (address creator, uint16 feeBps);
    /// @return the token of `creator`, 0 for none
    function tokenOf(address creator) external view returns (address);

    /// @return virtual quote units at the start (X0)
    function initialQuote() external view returns (uint256);
    /// @return tokens on the curve at the start (Y0), 18 decimals
    function initialTokens() external view returns (uint256);
    function quote() external view returns (address);
    function registry() external view returns (address);
    function tokenImplementation() external view returns (address);
}
