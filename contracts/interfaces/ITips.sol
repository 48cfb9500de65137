// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Tips: straight from fan to creator, never held, no commission
/// @notice There is no owner, no fee and no state: a tip leaves the contract's own balance as it was.
/// A `contentId` is the payer's word for what they tip. Tipping oneself costs only gas and is allowed; tips feed no
/// reward score. Any ERC-20 that moves exactly what it is told works, with or without a return value; one that takes a
/// fee on transfer, or that is no token at all, is refused with `UnsupportedToken`. A token that refuses a transfer by
/// its own error (no allowance, paused, blocked) is passed on as it is; one that returns false reverts with
/// OpenZeppelin's `SafeERC20FailedOperation(token)`. What is sent to this contract by mistake is lost.
interface ITips {
    /// @param creator who receives; any address but 0 and this contract
    /// @param amount smallest units of `token`, above 0
    /// @param contentId the post tipped, 0 for none; not checked against the registry
    struct Tip {
        address creator;
        uint256 amount;
        bytes32 contentId;
    }

    /// @notice `fan` paid `amount` smallest units of `token` to `creator` for `contentId`.
    event TipSent(
        address indexed fan, address indexed creator, address indexed token, uint256 amount, bytes32 contentId
    );

    /// @notice A tip of nothing, or `tipMany` without tips.
    error ZeroAmount();
    /// @notice The creator is the zero address.
    error ZeroAddress();
    /// @notice The creator is this contract, which could never give the tip back.
    /// @param creator the address given
    error InvalidCreator(address creator);
    /// @notice `token` has no readable balance, or did not move exactly the amount told.
    error UnsupportedToken(address token);
    /// @notice More tips in one call than allowed.
    /// @param count tips given
    /// @param most tips allowed
    error TooManyTips(uint256 count, uint256 most);

    /// @notice Tip `creator` with `amount` smallest units of `token`; the caller must have approved this contract.
    /// @param contentId the post tipped, 0 for none
    function tip(address token, address creator, uint256 amount, bytes32 contentId) external;

    /// @notice Several tips by the caller in one token, all or none, 1 to 50.
    function tipMany(address token, Tip[] calldata tips) external;

    /// @notice Tip with an EIP-3009 `ReceiveWithAuthorization` signed by `fan` to this contract; whoever calls pays
    /// the gas. The authorization's nonce must be `nonceOf(token, creator, contentId, amount, salt)`, so nobody can
    /// change creator, amount or content, nor use the signature anywhere else; the token refuses a second use.
    /// @param salt chosen by the fan, so that the same tip can be given twice
    /// @param validAfter unix seconds, exclusive
    /// @param validBefore unix seconds, exclusive
    function tipWithAuthorization(
        address fan,
        address token,
        address creator,
        uint256 amount,
        bytes32 contentId,
        bytes32 salt,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @return nonce keccak256(abi.encode(chainid, this, token, creator, contentId, amount, salt))
    function nonceOf(address token, address creator, bytes32 contentId, uint256 amount, bytes32 salt)
        external
        view
        returns (bytes32 nonce);
}
