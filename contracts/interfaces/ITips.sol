// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Tips: straight from fan to creator, never held, no commission
interface ITips {
    /// @param creator who receives; any address
    /// @param amount smallest units of `token`
    /// @param contentId the post tipped, 0 for none
    struct Tip {
        address creator;
        uint256 amount;
        bytes32 contentId;
    }

    /// @notice `fan` paid `amount` smallest units of `token` to `creator` for `contentId`.
    event TipSent(
        address indexed fan, address indexed creator, address indexed token, uint256 amount, bytes32 contentId
    );

    error ZeroAmount();
    error ZeroAddress();
    error UnsupportedToken(address token);
    error TooManyTips(uint256 count, uint256 most);

    /// @notice Tip `creator`; the caller must have approved this contract.
    function tip(address token, address creator, uint256 amount, bytes32 contentId) external;
    /// @notice Several tips in one token, all or none, at most 50.
    function tipMany(address token, Tip[] calldata tips) external;
    /// @notice Tip with an EIP-3009 authorization signed by `fan`; whoever calls pays the gas.
    /// The authorization's nonce must be `nonceOf(...)`, so nobody can change creator or content.
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
    /// @return keccak256(abi.encode(chainid, this, token, creator, contentId, amount, salt))
    function nonceOf(address token, address creator, bytes32 contentId, uint256 amount, bytes32 salt)
        external
        view
        returns (bytes32);
}
