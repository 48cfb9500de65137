// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Weekly rewards: cumulative Merkle roots behind a challenge window; every activated root is claimable for ever
/// @notice Said plainly: a dishonest settler *and* sleeping guardians can give unclaimed money to the wrong people;
/// nobody can take it back from those who claimed. An OpenZeppelin tree proves membership only: omission and
/// over-allocation cannot be shown on chain, so re-derivation from the public bundle and the guardians' veto protect.
/// What the contract itself enforces: announced totals never exceed what was funded, no leaf is paid above its token's
/// announced total, points never exceed theirs together, and money never exceeds what was funded: a root whose leaves
/// add up to more than it announced could eat what was funded ahead, so fund no earlier than needed. No role can pause, upgrade, take a fee or take funds out; what is funded beyond
/// the announced totals waits for later ones.
///
/// Leaf: keccak256(bytes.concat(keccak256(abi.encode(account, token, cumulative)))), OpenZeppelin's `standard-v1`.
/// Leaves are cumulative: an account is paid its leaf minus what it claimed before, so any activated root serves and
/// an omitted or smaller leaf takes nothing away. Amounts are in each token's smallest units, never rounded here.
///
/// Roles. The *settler* proposes and withdraws roots. The 3 to 5 *guardians* reject them. The *admin* (`owner()`, handed
/// over in two steps) changes these roles and nothing else: a grant is announced 7 days before it can be executed,
/// a revocation is instant. The veto cannot be switched off: guardians never become fewer than 3. An admin that turned
/// against its users can replace everybody within those 7 days' notice: claim what is due when a grant is scheduled.
interface IRewardDistributor {
    enum Role {
        Settler,
        Guardian
    }

    /// @param cumulative everything ever allocated in `token` up to and with this root, smallest units
    struct TokenTotal {
        address token;
        uint256 cumulative;
    }

    /// @param cumulative the leaf's amount: everything ever allocated to `account` in `token`, smallest units
    /// @param proof sibling hashes from the leaf up to an activated root
    struct Claim {
        address account;
        address token;
        uint256 cumulative;
        bytes32[] proof;
    }

    /// @notice The settler queued a root. `epoch` is the number it will get when activated, from 1.
    /// @param inputsHash sha256 of the epoch bundle's manifest.json
    /// @param activatableAt unix seconds from which anyone may activate it
    event RootProposed(
        uint64 indexed epoch, bytes32 indexed root, bytes32 inputsHash, TokenTotal[] totals, uint64 activatableAt
    );
    /// @notice The settler took its pending root back, or lost its role and the root with it.
    event RootWithdrawn(uint64 indexed epoch, bytes32 indexed root);
    /// @notice A guardian rejected the pending root.
    event RootRejected(uint64 indexed epoch, bytes32 indexed root, address indexed guardian, string reason);
    /// @notice The pending root became claimable, for ever.
    event RootActivated(uint64 indexed epoch, bytes32 indexed root);
    /// @notice `amount` units of `token` arrived for claims.
    event RewardsFunded(address indexed token, address indexed funder, uint256 amount);
    /// @notice `account` was paid `amount` of `token`, which makes `cumulative` in all.
    event RewardClaimed(address indexed account, address indexed token, uint256 amount, uint256 cumulative);
    /// @notice `account` had the `amount` of `token` that its RewardClaimed in this transaction names sent to `to`.
    event ClaimRedirected(address indexed account, address indexed token, address indexed to, uint256 amount);
    /// @notice `account` decided whether only it may claim for itself.
    event SelfOnlySet(address indexed account, bool selfOnly);
    /// @notice `account` will get `role` when anyone executes it from `dueAt` to `expiresAt` (unix seconds, inclusive).
    event RoleScheduled(Role indexed role, address indexed account, uint64 dueAt, uint64 expiresAt);
    /// @notice `account` has `role` from now on.
    event RoleGranted(Role indexed role, address indexed account);
    /// @notice `account` has neither `role` nor a scheduled grant of it any more.
    event RoleRevoked(Role indexed role, address indexed account);

    /// @notice Only the settler may.
    error NotSettler(address caller);
    /// @notice Only a guardian may.
    error NotGuardian(address caller);
    /// @notice A root of 32 zero bytes says that there is nothing to propose.
    error RootIsZero();
    /// @notice `root` was activated before and is claimable already.
    error RootKnown(bytes32 root);
    /// @notice `root` is pending: withdraw it, reject it or activate it first.
    error RootPending(bytes32 root);
    /// @notice The root to reject is not the pending one: `pending` is.
    error RootNotPending(bytes32 root, bytes32 pending);
    /// @notice No root is pending.
    error NothingPending();
    /// @notice A root announces the totals of more tokens than allowed.
    /// @param count tokens given
    /// @param most tokens allowed
    error TooManyTokens(uint256 count, uint256 most);
    /// @notice Totals must be ordered by token, each token once, none zero: `token` is out of order.
    error TokensNotAscending(address token);
    /// @notice A total may not fall.
    /// @param cumulative the total proposed, smallest units
    /// @param before the total of the last activated root
    error TotalFell(address token, uint256 cumulative, uint256 before);
    /// @notice The challenge window is still open.
    /// @param activatableAt unix seconds at which it ends
    error WindowOpen(uint64 activatableAt);
    /// @notice `token` announces more than has arrived: fund the difference, or withdraw the root.
    /// @param total the announced total, smallest units
    /// @param funded what ever arrived through `fund`
    error NotFunded(address token, uint256 total, uint256 funded);
    /// @notice A guardian rejects once in 7 days.
    /// @param nextAt unix seconds from which it may again
    error RejectedTooSoon(address guardian, uint64 nextAt);
    /// @notice The proof leads from this leaf to no activated root.
    error InvalidProof(address account, address token, uint256 cumulative);
    /// @notice `account` has already been paid this much of `token`, or more.
    error NothingToClaim(address account, address token);
    /// @notice None of the claims given is due.
    error NothingDue();
    /// @notice The leaf is above the total announced for `token`, or more points would be minted than announced.
    /// @param paid units paid so far
    /// @param total units announced in all
    error TotalExceeded(address token, uint256 paid, uint256 total);
    /// @notice `account` lets nobody else claim for it.
    error ClaimBySelfOnly(address account);
    /// @notice `claimTo` pays neither to the zero address nor to this contract.
    error InvalidRecipient(address to);
    /// @notice Points stay with the account that earned them: use `claim`.
    error PointsNotRedirectable();
    /// @notice The signature is not `account`'s for exactly this request, its current nonce, this contract and chain.
    error InvalidSignature(address account);
    /// @notice The signature's time is over.
    /// @param deadline unix seconds, the last at which it was valid
    error DeadlineExpired(uint256 deadline);
    /// @notice `token` has no readable balance, did not deliver exactly the amount told, or is the points token.
    error UnsupportedToken(address token);
    /// @notice Funding of nothing.
    error ZeroAmount();
    /// @notice A role cannot belong to the zero address.
    error ZeroAddress();
    /// @notice The challenge window given to the constructor is out of range (all in seconds).
    error WindowOutOfRange(uint64 window, uint64 least, uint64 most);
    /// @notice There would be fewer or more guardians than allowed.
    error GuardiansOutOfRange(uint256 count, uint256 least, uint256 most);
    /// @notice `account` has `role` already.
    error RoleHeld(Role role, address account);
    /// @notice `account` neither has `role` nor a scheduled grant of it.
    error RoleNotHeld(Role role, address account);
    /// @notice The grant can be executed from `dueAt` to `expiresAt` only; both are 0 when it was never scheduled.
    error RoleNotDue(Role role, address account, uint64 dueAt, uint64 expiresAt);

    /// @notice Queue a root; anyone may activate it after the window. Settler only, else `NotSettler`. One is pending
    /// at a time (`RootPending`), and nobody can overwrite it. A root that was rejected or withdrawn may come again.
    /// @param root not 0 (`RootIsZero`) and never activated (`RootKnown`)
    /// @param inputsHash sha256 of the epoch bundle's manifest.json, so that everybody can find what to re-derive
    /// @param totals new total per token, at most 8 (`TooManyTokens`), tokens ascending (`TokensNotAscending`), none
    /// below the last activated one (`TotalFell`); a token left out keeps its total. Points are announced too.
    function propose(bytes32 root, bytes32 inputsHash, TokenTotal[] calldata totals) external;

    /// @notice Take the pending root back. Settler only, else `NotSettler`; `NothingPending`.
    function withdraw() external;

    /// @notice Reject the pending root at any time before it is activated. Guardians only, else `NotGuardian`; each
    /// once in 7 days, else `RejectedTooSoon`; `NothingPending`; `RootNotPending` when another one is by now.
    /// @param root the root that was checked, so that a slow rejection cannot hit its successor
    /// @param reason what differs, in words
    function reject(bytes32 root, string calldata reason) external;

    /// @notice Make the pending root claimable, for ever. Anyone, when its window is over (`WindowOpen`) and everything
    /// announced is funded (`NotFunded`) for those tokens whose total rises. Points need no funding. No token is
    /// called, so none that is paused or hostile can block the others. `NothingPending`.
    function activate() external;

    /// @notice Pull `amount` smallest units of `token` from the caller, who approved this contract. It must arrive
    /// exactly, else `UnsupportedToken`. It cannot be taken back. Anyone may fund. `ZeroAmount`.
    function fund(address token, uint256 amount) external;

    /// @notice Pay `account` what is due under any activated root: `cumulative` - already claimed. Anyone may call, and
    /// pay the gas, unless `account` wants only itself to (`ClaimBySelfOnly`). `InvalidProof`, `NothingToClaim`,
    /// `TotalExceeded`. Points are minted. A token that refuses the transfer reverts with its own error.
    /// @param proof sibling hashes from the leaf up to the root
    /// @return amount smallest units of `token` sent to `account`
    function claim(address account, address token, uint256 cumulative, bytes32[] calldata proof)
        external
        returns (uint256 amount);

    /// @notice `claim` many at once; what is not due is skipped: claimed already (somebody may have come first), closed
    /// by its account's `selfOnly`, or above the announced total. A wrong proof still reverts with `InvalidProof`, and a
    /// refused transfer with the token's error: these do not change by anybody's front-running. `NothingDue` when
    /// nothing at all would be paid.
    /// @return amounts smallest units for each claim, in order, 0 where skipped
    function claimMany(Claim[] calldata claims) external returns (uint256[] memory amounts);

    /// @notice `claim` to another address, by the account's EIP-712 signature; anyone may bring it, `selfOnly` or not.
    /// Signature: ECDSA first, then ERC-1271. Not for points (`PointsNotRedirectable`). Also `DeadlineExpired`,
    /// `InvalidRecipient`, `InvalidSignature` and all errors of `claim`. When somebody claimed to `account` before, only
    /// what is still due moves. Emits RewardClaimed and ClaimRedirected.
    /// EIP-712 type: ClaimTo(address account,address token,uint256 cumulative,address to,uint256 nonce,uint256 deadline)
    /// with nonce = nonces(account); domain "Planet RewardDistributor"/"1", chain id, this contract.
    /// @param deadline unix seconds, inclusive
    /// @return amount smallest units of the token sent to `to`
    function claimTo(Claim calldata request, address to, uint256 deadline, bytes calldata signature)
        external
        returns (uint256 amount);

    /// @notice Let only the caller itself claim for the caller, or anyone again.
    function setSelfOnly(bool selfOnly) external;

    /// @notice Announce that `account` will get `role`: executable from 7 to 14 days from now. Scheduling again starts
    /// anew. Admin only. `ZeroAddress`, `RoleHeld`.
    function scheduleRole(Role role, address account) external;

    /// @notice Give `account` its scheduled role, when it is due, else `RoleNotDue`. Anyone may call. A new settler
    /// replaces the old one; the pending root stays and the new settler may withdraw it. `GuardiansOutOfRange` above 5.
    function executeRole(Role role, address account) external;

    /// @notice Take `role`, or a scheduled grant of it, from `account` at once. Admin only. `RoleNotHeld`. A settler's
    /// pending root goes with it, else a stolen key would outlive its role by a window. `GuardiansOutOfRange` below 3:
    /// grant a successor first.
    function revokeRole(Role role, address account) external;

    /// @return the number of the epoch that activated `root`, 0 when none did
    function epochOf(bytes32 root) external view returns (uint64);
    /// @return how many roots were activated
    function epochCount() external view returns (uint64);
    /// @return root 0 when nothing is pending
    /// @return inputsHash sha256 of its bundle's manifest.json
    /// @return activatableAt unix seconds
    function pending() external view returns (bytes32 root, bytes32 inputsHash, uint64 activatableAt);
    /// @return the totals the pending root announces, as proposed
    function pendingTotals() external view returns (TokenTotal[] memory);
    /// @return units of `token` that `account` was ever paid
    function claimed(address account, address token) external view returns (uint256);
    /// @return units of `token` that ever arrived through `fund`
    function funded(address token) external view returns (uint256);
    /// @return the cumulative total announced by the last activated root that raised it
    function total(address token) external view returns (uint256);
    /// @return units of `token` ever paid out; for money it is what was funded and is here no more, so what somebody
    /// sends here without `fund` lowers it: sum RewardClaimed where that matters
    function paid(address token) external view returns (uint256);
    /// @return whether only `account` itself may claim for it
    function isSelfOnly(address account) external view returns (bool);
    /// @return the challenge window in seconds, 24 hours to 30 days, fixed at deployment
    function window() external view returns (uint64);
    /// @return the Points token, minted here only
    function points() external view returns (address);
    /// @return who proposes, 0 when the role is vacant
    function settler() external view returns (address);
    function isGuardian(address account) external view returns (bool);
    function guardianCount() external view returns (uint256);
    /// @return unix seconds from which `guardian` may reject, 0 when it never has
    function nextRejectionAt(address guardian) external view returns (uint64);
    /// @return unix seconds from which a scheduled grant can be executed, 0 when none is scheduled
    function roleDueAt(Role role, address account) external view returns (uint64);
}
