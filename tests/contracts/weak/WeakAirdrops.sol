// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {AirdropVault} from "contracts/AirdropVault.sol";
import {IAirdrops} from "contracts/interfaces/IAirdrops.sol";
import {ExactTransferLib} from "contracts/libraries/ExactTransferLib.sol";
import {MerkleLib} from "contracts/libraries/MerkleLib.sol";

/// @dev Airdrops with one defence taken away. With none taken away it passes the tests of claims.
contract WeakAirdrops is IAirdrops {
    enum Weakness {
        None,
        PaysTheCaller,
        StopsTheBatch,
        ForgetsClaims,
        NarrowsTheIndex,
        ReadsNodesAsLeaves,
        PaysNothing,
        PaysFirst,
        SweepsEarly,
        AnybodySweeps,
        SharesOneVault,
        SharesOneVaultAndSweepsTwice
    }

    Weakness private immutable WEAKNESS;
    address public immutable vaultImplementation;
    uint256 public campaignCount;
    mapping(uint256 campaign => Campaign) private _campaigns;
    mapping(uint256 campaign => mapping(uint256 index => bool)) private _claimed;
    /// @dev What each campaign should have in a vault that is shared.
    mapping(uint256 campaign => uint256) private _ledger;
    bool private _entered;

    error Reentered();

    modifier guarded() {
        if (_entered && !_is(Weakness.PaysFirst)) revert Reentered();
        _entered = true;
        _;
        _entered = false;
    }

    constructor(Weakness weakness) {
        WEAKNESS = weakness;
        vaultImplementation = address(new AirdropVault());
    }

    function create(address token, uint256 amount, bytes32 root, uint64 start, uint64 end, bytes32)
        external
        guarded
        returns (uint256 campaign)
    {
        campaign = ++campaignCount;
        if (start < block.timestamp) start = uint64(block.timestamp);
        _campaigns[campaign] = Campaign(token, uint40(start), uint40(end), false, msg.sender, root);
        _ledger[campaign] = amount;
        address vault = vaultOf(campaign);
        if (vault.code.length == 0) Clones.cloneDeterministic(vaultImplementation, _saltOf(campaign));
        bool exact = ExactTransferLib.pull(token, msg.sender, vault, amount);
        if (!exact && !_isShared()) revert UnsupportedToken(token);
    }

    function claim(uint256 campaign, uint256 index, address account, uint256 amount, bytes32[] calldata proof)
        external
        guarded
    {
        _claim(Claim(campaign, index, account, amount, proof));
    }

    function claimMany(Claim[] calldata claims) external guarded returns (uint256[] memory paid) {
        paid = new uint256[](claims.length);
        bool anyPaid = false;
        for (uint256 i = 0; i < claims.length; ++i) {
            Claim memory one = claims[i];
            _requireProof(one);
            if (!_is(Weakness.StopsTheBatch) && !_isDue(one)) continue;
            paid[i] = one.amount;
            anyPaid = true;
            _claim(one);
        }
        if (!anyPaid) revert NothingDue();
    }

    function sweep(uint256 campaign, address to) external guarded returns (uint256 amount) {
        Campaign storage one = _campaigns[campaign];
        if (msg.sender != one.funder && !_is(Weakness.AnybodySweeps)) revert NotFunder(campaign, msg.sender);
        if (block.timestamp < one.end && !_is(Weakness.SweepsEarly)) revert NotEnded(campaign, one.end);
        amount = held(campaign);
        if (amount == 0) revert NothingToSweep(campaign);
        one.swept = true;
        if (!_is(Weakness.SharesOneVaultAndSweepsTwice)) _ledger[campaign] = 0;
        AirdropVault(vaultOf(campaign)).pay(one.token, to, amount);
    }

    function campaignOf(uint256 campaign) external view returns (Campaign memory) {
        return _campaigns[campaign];
    }

    function isClaimed(uint256 campaign, uint256 index) public view returns (bool) {
        return _claimed[campaign][_placeOf(index)];
    }

    function held(uint256 campaign) public view returns (uint256) {
        if (_isShared()) return _ledger[campaign];
        return IERC20(_campaigns[campaign].token).balanceOf(vaultOf(campaign));
    }

    function vaultOf(uint256 campaign) public view returns (address) {
        return Clones.predictDeterministicAddress(vaultImplementation, _saltOf(campaign));
    }

    function _claim(Claim memory one) private {
        _requireProof(one);
        (uint256 id, address account) = (one.campaign, one.account);
        if (one.amount == 0 && !_is(Weakness.PaysNothing)) revert ZeroAmount();
        if (!_isPayable(id, account)) revert InvalidRecipient(account);
        if (block.timestamp < _campaigns[id].start) revert NotStarted(id, _campaigns[id].start);
        if (_campaigns[id].swept) revert AlreadySwept(id);
        if (isClaimed(id, one.index)) revert AlreadyClaimed(id, one.index);
        if (one.amount > held(id)) revert NotEnoughHeld(id, one.amount, held(id));

        if (!_is(Weakness.PaysFirst)) _note(one);
        if (_is(Weakness.PaysTheCaller)) account = msg.sender;
        AirdropVault(vaultOf(id)).pay(_campaigns[id].token, account, one.amount);
        if (_is(Weakness.PaysFirst)) _note(one);
    }

    function _note(Claim memory one) private {
        if (!_is(Weakness.ForgetsClaims)) _claimed[one.campaign][_placeOf(one.index)] = true;
        _ledger[one.campaign] -= _isShared() ? one.amount : 0;
        emit AirdropClaimed(one.campaign, one.account, _campaigns[one.campaign].token, one.index, one.amount);
    }

    function _isDue(Claim memory one) private view returns (bool) {
        Campaign storage campaign = _campaigns[one.campaign];
        return (one.amount != 0 || _is(Weakness.PaysNothing)) && _isPayable(one.campaign, one.account)
            && block.timestamp >= campaign.start && !campaign.swept && !isClaimed(one.campaign, one.index)
            && one.amount <= held(one.campaign);
    }

    function _isPayable(uint256 campaign, address to) private view returns (bool) {
        return to != address(0) && to != address(this) && to != vaultOf(campaign);
    }

    function _requireProof(Claim memory one) private view {
        if (_campaigns[one.campaign].funder == address(0)) revert UnknownCampaign(one.campaign);
        bytes32 node = _is(Weakness.ReadsNodesAsLeaves)
            ? keccak256(abi.encodePacked(one.index, uint96(one.amount), one.account))
            : MerkleLib.leafOf(one.index, one.account, one.amount);
        for (uint256 i = 0; i < one.proof.length; ++i) {
            (bytes32 a, bytes32 b) = (node, one.proof[i]);
            node = a < b ? keccak256(bytes.concat(a, b)) : keccak256(bytes.concat(b, a));
        }
        if (node != _campaigns[one.campaign].root) {
            revert InvalidProof(one.campaign, one.index, one.account, one.amount);
        }
    }

    function _placeOf(uint256 index) private view returns (uint256) {
        return _is(Weakness.NarrowsTheIndex) ? uint8(index) : index;
    }

    function _saltOf(uint256 campaign) private view returns (bytes32) {
        return _isShared() ? bytes32(0) : bytes32(campaign);
    }

    function _isShared() private view returns (bool) {
        return _is(Weakness.SharesOneVault) || _is(Weakness.SharesOneVaultAndSweepsTwice);
    }

    function _is(Weakness weakness) private view returns (bool) {
        return WEAKNESS == weakness;
    }
}
