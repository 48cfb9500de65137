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
        Campaign storage one = _known(campaign);
        _requireProof(campaign, index, account, amount, proof);
        if (amount == 0) revert ZeroAmount();
        if (!_isPayable(campaign, account)) revert InvalidRecipient(account);
        if (block.timestamp < one.start) revert NotStarted(campaign, one.start);
        if (one.swept) revert AlreadySwept(campaign);
        if (isClaimed(campaign, index)) revert AlreadyClaimed(campaign, index);
        uint256 left = held(campaign);
        if (amount > left) revert NotEnoughHeld(campaign, amount, left);
        _pay(campaign, index, account, amount);
    }

    /// @inheritdoc IAirdrops
    function claimMany(Claim[] calldata claims) external nonReentrant returns (uint256[] memory paid) {
        paid = new uint256[](claims.length);
        bool anyPaid = false;
        for (uint256 i = 0; i < claims.length; ++i) {
            Claim calldata one = claims[i];
            _requireProof(one.campaign, one.index, one.account, one.amount, one.proof);
            if (!_isDue(one)) continue;
            paid[i] = one.amount;
            anyPaid = true;
            _pay(one.campaign, one.index, one.account, one.amount);
        }
        if (!anyPaid) revert NothingDue();
    }

    /// @inheritdoc IAirdrops
    function sweep(uint256 campaign, address to) external nonReentrant returns (uint256 amount) {
        Campaign storage one = _known(campaign);
        if (msg.sender != one.funder) revert NotFunder(campaign, msg.sender);
        if (block.timestamp < one.end) revert NotEnded(campaign, one.end);
        if (!_isPayable(campaign, to)) revert InvalidRecipient(to);
        amount = held(campaign);
        if (amount == 0) revert NothingToSweep(campaign);

        one.swept = true;
        emit CampaignSwept(campaign, to, amount);
        AirdropVault(vaultOf(campaign)).pay(one.token, to, amount);
    }

    /// @inheritdoc IAirdrops
    function campaignOf(uint256 campaign) external view returns (Campaign memory) {
        return _campaigns[campaign];
    }

    /// @inheritdoc IAirdrops
    function isClaimed(uint256 campaign, uint256 index) public view returns (bool) {
        return _claimed[campaign].get(index);
    }

    /// @inheritdoc IAirdrops
    function held(uint256 campaign) public view returns (uint256) {
        (bool readable, uint256 balance) = ExactTransferLib.balance(_campaigns[campaign].token, vaultOf(campaign));
        return readable ? balance : 0;
    }

    /// @inheritdoc IAirdrops
    function vaultOf(uint256 campaign) public view returns (address) {
        return Clones.predictDeterministicAddress(vaultImplementation, bytes32(campaign));
    }

    function _pay(uint256 campaign, uint256 index, address account, uint256 amount) private {
        address token = _campaigns[campaign].token;
        _claimed[campaign].set(index);
        emit AirdropClaimed(campaign, account, token, index, amount);
        AirdropVault(vaultOf(campaign)).pay(token, account, amount);
    }

    /// @dev What `claim` reverts for by name, without the proof.
    function _isDue(Claim calldata one) private view returns (bool) {
        Campaign storage campaign = _campaigns[one.campaign];
        return one.amount != 0 && _isPayable(one.campaign, one.account) && block.timestamp >= campaign.start
            && !campaign.swept && !isClaimed(one.campaign, one.index) && one.amount <= held(one.campaign);
    }

    function _isPayable(uint256 campaign, address to) private view returns (bool) {
        return to != address(0) && to != address(this) && to != vaultOf(campaign);
    }

    function _requireProof(uint256 campaign, uint256 index, address account, uint256 amount, bytes32[] calldata proof)
        private
        view
    {
        bytes32 root = MerkleLib.rootOf(proof, MerkleLib.leafOf(index, account, amount));
        if (root != _known(campaign).root) revert InvalidProof(campaign, index, account, amount);
    }

    function _known(uint256 campaign) private view returns (Campaign storage one) {
        one = _campaigns[campaign];
        if (one.funder == address(0)) revert UnknownCampaign(campaign);
    }
}
