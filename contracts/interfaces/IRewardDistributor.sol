// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Weekly rewards: cumulative Merkle roots behind a challenge window; every activated root is claimable for ever
/// @notice Said plainly: a dishonest settler *and* sleeping guardians can give unclaimed money to the wrong people;
/// nobody can take it back from those who claimed. An OpenZeppelin tree proves membership only: omission and
/// over-allocation cannot be shown on chain, so re-derivation from the public bundle and the guardians' veto protect.
/// Leaf: keccak256(bytes.concat(keccak256(abi.encode(account, token, cumulative)))) (OpenZeppelin standard-v1).
interface IRewardDistributor {
    /// @param cumulative everything ever allocated in `token` up to and with this root, smallest units
    struct TokenTotal {
        address token;
        uint256 cumulative;
    }

    /// @notice The settler queued a root. `epoch` is the number it will get when activated, from 1.
    /// @param inputsHash sha256 of the epoch bundle's manifest.json
    /// @param activatableAt unix seconds from which anyone may activate it
    event RootProposed(
        uint64 indexed epoch, bytes32 indexed root, bytes32 inputsHash, TokenTotal[] totals, uint64 activatableAt
    );
    /// @notice The settler took its pending root back.
    event RootWithdrawn(uint64 indexed epoch, bytes32 indexed root);
    /// @notice A guardian rejected the pending root.
    event RootRejected(uint64 indexed epoch, bytes32 indexed root, address indexed guardian, string reason);
    /// @notice The pending root became claimable, for ever.
    event RootActivated(uint64 indexed epoch, bytes32 indexed root);
    /// @notice `amount` units of `token` arrived for claims.
    event RewardsFunded(address indexed token, address indexed funder, uint256 amount);
    /// @notice `account` was paid `amount` of `token`, which makes `cumulative` in all.
    event RewardClaimed(address indexed account, address indexed token, uint256 amount, uint256 cumulative);
    /// @notice `account` decided whether only it may claim for itself.
    event SelfOnlySet(address indexed account, bool selfOnly);

    error NotSettler(address caller);
    error NotGuardian(address caller);
    error RootIsZero();
    error RootKnown(bytes32 root);
    error RootPending(bytes32 root);
    error NothingPending();
    error TooManyTokens(uint256 count, uint256 most);
    error TokensNotAscending(address token);
    error TotalFell(address token, uint256 cumulative, uint256 before);
    error WindowOpen(uint64 activatableAt);
    error NotFunded(address token, uint256 total, uint256 funded);
    error RejectedTooSoon(address guardian, uint64 nextAt);
    error InvalidProof(address account, address token, uint256 cumulative);
    error NothingToClaim(address account, address token);
    error TotalExceeded(address token, uint256 paid, uint256 total);
    error ClaimBySelfOnly(address account);
    error UnsupportedToken(address token);
    error ZeroAmount();
    error ZeroAddress();

    /// @notice Queue a root. Settler only; one pending at a time; totals never fall; <= 8 tokens, ascending.
    function propose(bytes32 root, bytes32 inputsHash, TokenTotal[] calldata totals) external;
    /// @notice Take the pending root back. Settler only.
    function withdraw() external;
    /// @notice Reject the pending root, once in 7 days per guardian, with a reason.
    function reject(bytes32 root, string calldata reason) external;
    /// @notice Make the pending root claimable. Anyone, after the window, when what its totals raise is funded.
    function activate() external;
    /// @notice Pull `amount` of `token` from the caller; it must arrive exactly.
    function fund(address token, uint256 amount) external;
    /// @notice Pay `account` what is due under any activated root: cumulative - already claimed. Anyone may call.
    function claim(address account, address token, uint256 cumulative, bytes32[] calldata proof)
        external
        returns (uint256 paid);
    /// @notice Let only the caller itself claim for the caller.
    function setSelfOnly(bool selfOnly) external;

    function epochOf(bytes32 root) external view returns (uint64);
    function epochCount() external view returns (uint64);
    /// @return root 0 when nothing is pending
    function pending() external view returns (bytes32 root, bytes32 inputsHash, uint64 activatableAt);
    function claimed(address account, address token) external view returns (uint256);
    /// @return units of `token` that ever arrived through `fund`
    function funded(address token) external view returns (uint256);
    /// @return the cumulative total announced by the last activated root
    function total(address token) external view returns (uint256);
    /// @return units of `token` ever paid out
    function paid(address token) external view returns (uint256);
    function window() external view returns (uint64);
    function points() external view returns (address);
    function settler() external view returns (address);
    function isGuardian(address account) external view returns (bool);
}
