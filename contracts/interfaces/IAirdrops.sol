// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Airdrops: campaigns by anyone for anyone, claimed by Merkle proof, the rest swept by the funder
/// @notice There is no owner, no fee and no upgrade, and nobody can pause, change or end a campaign before its end: not
/// its root, not its times, not its money. Amounts are in the token's smallest units and never rounded; times are unix
/// seconds of the block.
///
/// Each campaign's money lies in a vault of its own, a contract at `vaultOf(campaign)` that pays on this contract's word
/// alone. So what a token does to its holders (a fee, a rebase, a pause, a blocked address) is done to the campaigns in
/// that token, each to its own: no campaign can be paid from another's money, whatever its token is.
///
///     amount at creation = claimed + swept + held,  for every token that moves exactly what it is told
///
/// Tree: OpenZeppelin's StandardMerkleTree ("standard-v1") of ["uint256", "address", "uint256"] = index, account,
/// amount. Leaf: keccak256(bytes.concat(keccak256(abi.encode(index, account, amount)))). Each leaf has its own index,
/// best 0, 1, 2, ...: 256 neighbours share a slot, and of two leaves with one index only the first is paid.
///
/// Known limits. A tree cannot be seen from here: its leaves may add up to more than the campaign holds, and then who
/// claims first is paid (`NotEnoughHeld` for the others). Check a campaign against its published tree before relying on
/// it. A token with a fee on transfer is refused when the campaign is made; one that begins to take a fee later takes it
/// from what an account receives. Other tokens than the campaign's that are sent to a vault, and whatever is sent to
/// this contract, are lost.
interface IAirdrops {
    /// @param token what is given
    /// @param start unix seconds from which it can be claimed
    /// @param end unix seconds from which the funder may sweep
    /// @param swept whether the funder has swept; nothing can be claimed since
    /// @param funder who made the campaign, paid it, and may sweep it
    /// @param root of the tree of (index, account, amount)
    struct Campaign {
        address token;
        uint40 start;
        uint40 end;
        bool swept;
        address funder;
        bytes32 root;
    }

    /// @param campaign its number
    /// @param index the leaf's own number
    /// @param account who is paid
    /// @param amount smallest units of the campaign's token
    /// @param proof sibling hashes from the leaf up to the campaign's root
    struct Claim {
        uint256 campaign;
        uint256 index;
        address account;
        uint256 amount;
        bytes32[] proof;
    }

    /// @notice `funder` put `amount` units of `token` into `campaign`, to be claimed from `start`, and swept from `end`.
    /// @param contentId the post that announces it, 0 for none; the funder's word, not checked against the registry
    event CampaignCreated(
        uint256 indexed campaign,
        address indexed funder,
        address indexed token,
        bytes32 root,
        uint256 amount,
        uint64 start,
        uint64 end,
        bytes32 contentId
    );
    /// @notice `account` was paid `amount` units of `token` for leaf `index` of `campaign`.
    event AirdropClaimed(
        uint256 indexed campaign, address indexed account, address indexed token, uint256 index, uint256 amount
    );
    /// @notice The funder took all that was left, `amount` units. In it is also what was sent to the vault by mistake.
    event CampaignSwept(uint256 indexed campaign, address indexed to, uint256 amount);

    /// @notice A campaign of nothing, or a leaf of nothing.
    error ZeroAmount();
    /// @notice A root of 32 zero bytes is no tree's.
    error RootIsZero();
    /// @notice The end is too early or too late (all in unix seconds).
    /// @param least 24 hours after the start, or after now when that is later
    /// @param most 5 years of 365 days from now
    error EndOutOfRange(uint256 end, uint256 least, uint256 most);
    /// @notice `token` has no readable balance, or did not deliver exactly the amount told.
    error UnsupportedToken(address token);
    /// @notice There is no campaign with this number.
    error UnknownCampaign(uint256 campaign);
    /// @notice Nothing can be claimed before `start` (unix seconds).
    error NotStarted(uint256 campaign, uint64 start);
    /// @notice The funder has swept the campaign: nothing is left to claim.
    error AlreadySwept(uint256 campaign);
    /// @notice The proof does not lead from this leaf to the campaign's root.
    error InvalidProof(uint256 campaign, uint256 index, address account, uint256 amount);
    /// @notice The leaf, or another one with its index, was paid before.
    error AlreadyClaimed(uint256 campaign, uint256 index);
    /// @notice The tree gives more than there is: the campaign has only `held` units left.
    error NotEnoughHeld(uint256 campaign, uint256 amount, uint256 held);
    /// @notice Nothing is paid to the zero address, to this contract or back into the campaign's vault.
    error InvalidRecipient(address to);
    /// @notice None of the claims given is due.
    error NothingDue();
    /// @notice Only the funder sweeps; `caller` is not it.
    error NotFunder(uint256 campaign, address caller);
    /// @notice The funder may sweep from `end` (unix seconds).
    error NotEnded(uint256 campaign, uint64 end);
    /// @notice The campaign holds nothing.
    error NothingToSweep(uint256 campaign);

    /// @notice Make a campaign with `amount` units of `token` from the caller, who approved this contract and becomes
    /// its funder. Nothing of it can be changed later. The amount must arrive exactly, else `UnsupportedToken`; a token
    /// that refuses the transfer reverts with its own error. Anyone may; `ZeroAmount`, `RootIsZero`, `EndOutOfRange`.
    /// @param root of the tree, see above; the caller's word that its leaves add up to `amount`
    /// @param start unix seconds from which it can be claimed; in the past means now
    /// @param end unix seconds from which the caller may sweep the rest
    /// @param contentId the post that announces it, 0 for none
    /// @return campaign its number, counted from 1. A number says nothing about who will get it: read it from the event
    function create(address token, uint256 amount, bytes32 root, uint64 start, uint64 end, bytes32 contentId)
        external
        returns (uint256 campaign);

    /// @notice Pay leaf `index` to its `account`, whoever calls and pays the gas. Possible from `start` until the funder
    /// has swept, which may be later than `end`: as long as the money is there it is the account's. `UnknownCampaign`,
    /// `InvalidProof`, `ZeroAmount`, `InvalidRecipient`, `NotStarted`, `AlreadySwept`, `AlreadyClaimed`,
    /// `NotEnoughHeld`. A token that refuses the transfer reverts with its own error, and the leaf can be claimed later.
    /// @param proof sibling hashes from the leaf up to the root
    function claim(uint256 campaign, uint256 index, address account, uint256 amount, bytes32[] calldata proof) external;

    /// @notice `claim` many at once, of any campaigns and accounts; what is not due is skipped: not started, swept,
    /// claimed already (somebody may have come first), not enough held, or a leaf that `claim` never pays. An
    /// `UnknownCampaign` or an `InvalidProof` still reverts, and so does a token that refuses: leave its campaigns out.
    /// `NothingDue` when nothing at all would be paid.
    /// @return paid smallest units for each claim, in order, 0 where skipped
    function claimMany(Claim[] calldata claims) external returns (uint256[] memory paid);

    /// @notice Send everything the campaign still holds to `to`, and close it. Funder only, else `NotFunder`; from `end`,
    /// else `NotEnded`; `UnknownCampaign`, `InvalidRecipient`, `NothingToSweep`. Can be repeated for what arrives later.
    /// @return amount smallest units sent
    function sweep(uint256 campaign, address to) external returns (uint256 amount);

    /// @return how many campaigns there are; they are numbered from 1
    function campaignCount() external view returns (uint256);
    /// @return the campaign, all zero when there is none
    function campaignOf(uint256 campaign) external view returns (Campaign memory);
    /// @return whether a leaf with this index was paid
    function isClaimed(uint256 campaign, uint256 index) external view returns (bool);
    /// @return units of its token that the campaign holds; 0 when there is none, or when the token does not answer
    function held(uint256 campaign) external view returns (uint256);
    /// @return where the campaign's money lies, or would lie
    function vaultOf(uint256 campaign) external view returns (address);
    /// @return the code that every vault is an ERC-1167 clone of
    function vaultImplementation() external view returns (address);
}
