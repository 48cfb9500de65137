// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AirdropVault} from "./AirdropVault.sol";
import {IAirdrops} from "./interfaces/IAirdrops.sol";
import {ExactTransferLib} from "./libraries/ExactTransferLib.sol";
import {MerkleLib} from "./libraries/MerkleLib.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";

/// @notice The manual is {IAirdrops}.
contract Airdrops is IAirdrops, ReentrancyGuardTransient {
    using BitMaps for BitMaps.BitMap;

    uint256 private constant LEAST_DURATION = 24 hours;
    uint256 private constant MOST_DURATION = 5 * 365 days;

    /// @inheritdoc IAirdrops
    address public immutable vaultImplementation;

    /// @inheritdoc IAirdrops
    uint256 public campaignCount;
    mapping(uint256 campaign => Campaign) private _campaigns;
    mapping(uint256 campaign => BitMaps.BitMap) private _claimed;

    constructor() {
        vaultImplementation = address(new AirdropVault());
    }

    /// @inheritdoc IAirdrops
    function create(address token, uint256 amount, bytes32 root, uint64 start, uint64 end, bytes32 contentId)
        external
        nonReentrant
        returns (uint256 campaign)
    {
        if (amount == 0) revert ZeroAmount();
        if (root == 0) revert RootIsZero();
        uint256 opens = Math.max(start, block.timestamp);
        uint256 most = block.timestamp + MOST_DURATION;
        if (end < opens + LEAST_DURATION || end > most) revert EndOutOfRange(end, opens + LEAST_DURATION, most);

        campaign = ++campaignCount;
        // forge-lint: disable-next-line(unsafe-typecast) both are below `most`, which 40 bits hold for 34,000 years
        _campaigns[campaign] = Campaign(token, uint40(opens), uint40(end), false, msg.sender, root);
        // forge-lint: disable-next-line(unsafe-typecast)
        emit CampaignCreated(campaign, msg.sender, token, root, amount, uint64(opens), end, contentId);

        address vault = Clones.cloneDeterministic(vaultImplementation, bytes32(campaign));
        if (!ExactTransferLib.pull(token, msg.sender, vault, amount)) revert UnsupportedToken(token);
    }

    /// @inheritdoc IAirdrops
    function claim(uint256 campaign, uint256 index, address account, uint256 amount, bytes32[] calldata proof)
        external
        nonReentrant
    {
        Campaign storage one = _proven(campaign, index, account, amount, proof);
        address vault = vaultOf(campaign);
        if (amount == 0) revert ZeroAmount();
        if (!_isPayable(account, vault)) revert InvalidRecipient(account);
        if (block.timestamp < one.start) revert NotStarted(campaign, one.start);
        if (one.swept) revert AlreadySwept(campaign);
        if (isClaimed(campaign, index)) revert AlreadyClaimed(campaign, index);
        uint256 left = ExactTransferLib.balanceOrZero(one.token, vault);
        if (amount > left) revert NotEnoughHeld(campaign, amount, left);
        _pay(vault, one.token, campaign, index, account, amount);
    }

    /// @inheritdoc IAirdrops
    // What is "written" after the call is a local pointer into storage, and the guard is up.
    // slither-disable-next-line reentrancy-no-eth
    function claimMany(Claim[] calldata claims) external nonReentrant returns (uint256[] memory paid) {
        paid = new uint256[](claims.length);
        bool anyPaid = false;
        for (uint256 i = 0; i < claims.length; ++i) {
            Claim calldata one = claims[i];
            Campaign storage campaign = _proven(one.campaign, one.index, one.account, one.amount, one.proof);
            address vault = vaultOf(one.campaign);
            if (!_isDue(one, campaign, vault)) continue;
            paid[i] = one.amount;
            anyPaid = true;
            _pay(vault, campaign.token, one.campaign, one.index, one.account, one.amount);
        }
        if (!anyPaid) revert NothingDue();
    }

    /// @inheritdoc IAirdrops
    function sweep(uint256 campaign, address to) external nonReentrant returns (uint256 amount) {
        Campaign storage one = _known(campaign);
        address vault = vaultOf(campaign);
        if (msg.sender != one.funder) revert NotFunder(campaign, msg.sender);
        if (block.timestamp < one.end) revert NotEnded(campaign, one.end);
        if (!_isPayable(to, vault)) revert InvalidRecipient(to);
        amount = ExactTransferLib.balanceOrZero(one.token, vault);
        if (amount == 0) revert NothingToSweep(campaign);

        one.swept = true;
        emit CampaignSwept(campaign, to, amount);
        AirdropVault(vault).pay(one.token, to, amount);
    }

    /// @inheritdoc IAirdrops
    function campaignOf(uint256 campaign) external view returns (Campaign memory) {
        return _campaigns[campaign];
    }

    /// @inheritdoc IAirdrops
    function held(uint256 campaign) external view returns (uint256) {
        return ExactTransferLib.balanceOrZero(_campaigns[campaign].token, vaultOf(campaign));
    }

    /// @inheritdoc IAirdrops
    function isClaimed(uint256 campaign, uint256 index) public view returns (bool) {
        return _claimed[campaign].get(index);
    }

    /// @inheritdoc IAirdrops
    function vaultOf(uint256 campaign) public view returns (address) {
        return Clones.predictDeterministicAddress(vaultImplementation, bytes32(campaign));
    }

    function _pay(address vault, address token, uint256 campaign, uint256 index, address account, uint256 amount)
        private
    {
        _claimed[campaign].set(index);
        emit AirdropClaimed(campaign, account, token, index, amount);
        // In a batch, a token that refuses ends it all: leave its campaigns out, as the manual says.
        // slither-disable-next-line calls-loop
        AirdropVault(vault).pay(token, account, amount);
    }

    /// @dev What `claim` reverts for by name once the leaf is proven.
    function _isDue(Claim calldata one, Campaign storage campaign, address vault) private view returns (bool) {
        return one.amount != 0 && _isPayable(one.account, vault) && block.timestamp >= campaign.start && !campaign.swept
            && !isClaimed(one.campaign, one.index)
            && one.amount <= ExactTransferLib.balanceOrZero(campaign.token, vault);
    }

    function _isPayable(address to, address vault) private view returns (bool) {
        return to != address(0) && to != address(this) && to != vault;
    }

    function _proven(uint256 campaign, uint256 index, address account, uint256 amount, bytes32[] calldata proof)
        private
        view
        returns (Campaign storage one)
    {
        one = _known(campaign);
        bytes32 root = MerkleLib.rootOf(proof, MerkleLib.leafOf(index, account, amount));
        if (root != one.root) revert InvalidProof(campaign, index, account, amount);
    }

    /// @dev Every campaign has a root.
    function _known(uint256 campaign) private view returns (Campaign storage one) {
        one = _campaigns[campaign];
        if (one.root == 0) revert UnknownCampaign(campaign);
    }
}
