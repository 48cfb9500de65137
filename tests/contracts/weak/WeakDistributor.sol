// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";
import {MerkleLib} from "contracts/libraries/MerkleLib.sol";

/// @dev The part of RewardDistributor that the attacks use, with one defence taken away.
contract WeakDistributor is EIP712 {
    using SafeERC20 for IERC20;

    enum Weakness {
        None,
        PaysTheCaller,
        StopsTheBatch,
        ForgetsClaims,
        PaysFirst,
        WantsAllTokensThere,
        AllowsRootZero,
        CapsNothing,
        SignsNoRecipient,
        OverwritesPending,
        KeepsOnlyTheLastRoot
    }

    Weakness private immutable WEAKNESS;
    uint64 public constant window = 2 days;
    uint64 public epochCount;
    mapping(bytes32 root => uint64) public epochOf;
    mapping(address account => mapping(address token => uint256)) public claimed;
    mapping(address token => uint256) public funded;
    mapping(address token => uint256) public total;
    bytes32 private _root;
    bytes32 private _lastRoot;
    uint256 private _activatableAt;
    IRewardDistributor.TokenTotal[] private _totals;
    bool private _entered;

    error Refused();

    modifier guarded() {
        if (_entered && !_is(Weakness.PaysFirst)) revert Refused();
        _entered = true;
        _;
        _entered = false;
    }

    constructor(Weakness weakness) EIP712("Planet RewardDistributor", "1") {
        WEAKNESS = weakness;
    }

    function fund(address token, uint256 amount) external {
        funded[token] += amount;
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
    }

    function propose(bytes32 root, bytes32, IRewardDistributor.TokenTotal[] calldata totals) external {
        if (root == 0 && !_is(Weakness.AllowsRootZero)) revert IRewardDistributor.RootIsZero();
        if (_root != 0) {
            if (!_is(Weakness.OverwritesPending)) revert IRewardDistributor.RootPending(_root);
            delete _totals;
        } else {
            _activatableAt = block.timestamp + window;
        }
        for (uint256 i = 0; i < totals.length; ++i) {
            _totals.push(totals[i]);
        }
        _root = root;
    }

    function activate() external {
        if (_root == 0) revert IRewardDistributor.NothingPending();
        if (block.timestamp < _activatableAt) revert Refused();
        for (uint256 i = 0; i < _totals.length; ++i) {
            (address token, uint256 cumulative) = (_totals[i].token, _totals[i].cumulative);
            if (_is(Weakness.WantsAllTokensThere) && IERC20(token).balanceOf(address(this)) < cumulative) {
                revert Refused();
            }
            if (cumulative > total[token] && cumulative > funded[token]) {
                revert IRewardDistributor.NotFunded(token, cumulative, funded[token]);
            }
            total[token] = cumulative;
        }
        epochOf[_root] = ++epochCount;
        _lastRoot = _root;
        delete _root;
        delete _totals;
    }

    function claim(address account, address token, uint256 cumulative, bytes32[] calldata proof)
        external
        guarded
        returns (uint256)
    {
        _requireProof(account, token, cumulative, proof);
        return _pay(account, token, cumulative, _is(Weakness.PaysTheCaller) ? msg.sender : account);
    }

    function claimMany(IRewardDistributor.Claim[] calldata claims) external guarded returns (uint256[] memory amounts) {
        amounts = new uint256[](claims.length);
        for (uint256 i = 0; i < claims.length; ++i) {
            IRewardDistributor.Claim calldata one = claims[i];
            _requireProof(one.account, one.token, one.cumulative, one.proof);
            bool isDue = one.cumulative > claimed[one.account][one.token];
            if (!isDue && !_is(Weakness.StopsTheBatch)) continue;
            amounts[i] = _pay(one.account, one.token, one.cumulative, one.account);
        }
    }

    function claimTo(IRewardDistributor.Claim calldata request, address to, uint256 deadline, bytes calldata signature)
        external
        guarded
        returns (uint256)
    {
        // A signature that says nothing of the recipient is signed with none.
        address signed = _is(Weakness.SignsNoRecipient) ? address(0) : to;
        bytes32 typehash = keccak256(
            "ClaimTo(address account,address token,uint256 cumulative,address to,uint256 nonce,uint256 deadline)"
        );
        bytes32 message =
            keccak256(abi.encode(typehash, request.account, request.token, request.cumulative, signed, 0, deadline));
        if (ECDSA.recover(_hashTypedDataV4(message), signature) != request.account) revert Refused();
        _requireProof(request.account, request.token, request.cumulative, request.proof);
        return _pay(request.account, request.token, request.cumulative, to);
    }

    function _pay(address account, address token, uint256 cumulative, address to) private returns (uint256 amount) {
        uint256 before = claimed[account][token];
        if (cumulative <= before) revert IRewardDistributor.NothingToClaim(account, token);
        if (cumulative > total[token] && !_is(Weakness.CapsNothing)) {
            revert IRewardDistributor.TotalExceeded(token, before, total[token]);
        }
        amount = cumulative - before;
        if (_is(Weakness.PaysFirst)) IERC20(token).safeTransfer(to, amount);
        if (!_is(Weakness.ForgetsClaims)) claimed[account][token] = cumulative;
        if (!_is(Weakness.PaysFirst)) IERC20(token).safeTransfer(to, amount);
    }

    function _requireProof(address account, address token, uint256 cumulative, bytes32[] calldata proof) private view {
        bytes32 root = MerkleLib.rootOf(proof, MerkleLib.leafOf(account, token, cumulative));
        bool isKnown = _is(Weakness.KeepsOnlyTheLastRoot) ? root == _lastRoot : epochOf[root] != 0;
        if (!isKnown) revert IRewardDistributor.InvalidProof(account, token, cumulative);
    }

    function _is(Weakness weakness) private view returns (bool) {
        return WEAKNESS == weakness;
    }
}
