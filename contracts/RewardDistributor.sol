// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {Points} from "./Points.sol";
import {RewardRoles} from "./RewardRoles.sol";
import {IRewardDistributor} from "./interfaces/IRewardDistributor.sol";
import {ExactTransferLib} from "./libraries/ExactTransferLib.sol";
import {MerkleLib} from "./libraries/MerkleLib.sol";

/// @notice The manual is {IRewardDistributor}.
contract RewardDistributor is RewardRoles, EIP712, Nonces, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    struct PendingRoot {
        bytes32 root;
        bytes32 inputsHash;
        uint64 activatableAt;
        TokenTotal[] totals;
    }

    uint64 private constant LEAST_WINDOW = 24 hours;
    uint64 private constant MOST_WINDOW = 30 days;
    uint64 private constant REJECTION_PAUSE = 7 days;
    uint256 private constant MOST_TOKENS = 8;
    bytes32 private constant CLAIM_TO_TYPEHASH = keccak256(
        "ClaimTo(address account,address token,uint256 cumulative,address to,uint256 nonce,uint256 deadline)"
    );

    /// @inheritdoc IRewardDistributor
    uint64 public immutable window;
    /// @inheritdoc IRewardDistributor
    address public immutable points;

    /// @inheritdoc IRewardDistributor
    uint64 public epochCount;
    /// @inheritdoc IRewardDistributor
    mapping(address guardian => uint64) public nextRejectionAt;

    /// @inheritdoc IRewardDistributor
    mapping(bytes32 root => uint64) public epochOf;
    /// @inheritdoc IRewardDistributor
    // Written by _pay, through a pointer to the account's own mapping.
    // slither-disable-next-line uninitialized-state
    mapping(address account => mapping(address token => uint256)) public claimed;
    /// @inheritdoc IRewardDistributor
    mapping(address account => bool) public isSelfOnly;
    /// @inheritdoc IRewardDistributor
    mapping(address token => uint256) public funded;
    /// @inheritdoc IRewardDistributor
    mapping(address token => uint256) public total;
    /// Counted for points alone: money is bounded by what this contract holds, and a claim must stay cheap.
    uint256 private _minted;

    PendingRoot private _pending;

    /// @param admin changes roles only; a multisig
    /// @param settler_ proposes roots
    /// @param guardians 3 to 5 different watchers, independent of the settler and of each other
    /// @param window_ seconds between proposal and activation, 24 hours to 30 days
    constructor(address admin, address settler_, address[] memory guardians, uint64 window_)
        RewardRoles(admin, settler_, guardians)
        EIP712("Planet RewardDistributor", "1")
    {
        if (window_ < LEAST_WINDOW || window_ > MOST_WINDOW) {
            revert WindowOutOfRange(window_, LEAST_WINDOW, MOST_WINDOW);
        }
        window = window_;
        points = address(new Points());
    }

    /// @inheritdoc IRewardDistributor
    function propose(bytes32 root, bytes32 inputsHash, TokenTotal[] calldata totals) external {
        if (msg.sender != settler) revert NotSettler(msg.sender);
        if (root == 0) revert RootIsZero();
        if (epochOf[root] != 0) revert RootKnown(root);
        if (_pending.root != 0) revert RootPending(_pending.root);
        if (totals.length > MOST_TOKENS) revert TooManyTokens(totals.length, MOST_TOKENS);

        address last = address(0);
        for (uint256 i = 0; i < totals.length; ++i) {
            TokenTotal calldata announced = totals[i];
            if (announced.token <= last) revert TokensNotAscending(announced.token);
            last = announced.token;
            uint256 before = total[announced.token];
            if (announced.cumulative < before) revert TotalFell(announced.token, announced.cumulative, before);
            _pending.totals.push(announced);
        }
        _pending.root = root;
        _pending.inputsHash = inputsHash;
        _pending.activatableAt = uint64(block.timestamp) + window;
        emit RootProposed(epochCount + 1, root, inputsHash, totals, _pending.activatableAt);
    }

    /// @inheritdoc IRewardDistributor
    function withdraw() external {
        if (msg.sender != settler) revert NotSettler(msg.sender);
        emit RootWithdrawn(epochCount + 1, _takePending());
    }

    /// @inheritdoc IRewardDistributor
    function reject(bytes32 root, string calldata reason) external {
        if (!isGuardian[msg.sender]) revert NotGuardian(msg.sender);
        uint64 nextAt = nextRejectionAt[msg.sender];
        if (block.timestamp < nextAt) revert RejectedTooSoon(msg.sender, nextAt);
        bytes32 taken = _takePending();
        if (root != taken) revert RootNotPending(root, taken);

        nextRejectionAt[msg.sender] = uint64(block.timestamp) + REJECTION_PAUSE;
        emit RootRejected(epochCount + 1, root, msg.sender, reason);
    }

    /// @inheritdoc IRewardDistributor
    function activate() external {
        uint64 activatableAt = _pending.activatableAt;
        if (block.timestamp < activatableAt) revert WindowOpen(activatableAt);
        TokenTotal[] memory totals = _pending.totals;
        bytes32 root = _takePending();

        for (uint256 i = 0; i < totals.length; ++i) {
            address token = totals[i].token;
            uint256 cumulative = totals[i].cumulative;
            uint256 before = total[token];
            // Only what rises asks for money: a token whose total stands still must not block the others.
            if (cumulative == before) continue;
            if (token != points && cumulative > funded[token]) revert NotFunded(token, cumulative, funded[token]);
            total[token] = cumulative;
        }
        epochOf[root] = ++epochCount;
        emit RootActivated(epochCount, root);
    }

    /// @inheritdoc IRewardDistributor
    function fund(address token, uint256 amount) external nonReentrant {
        if (amount == 0) revert ZeroAmount();
        if (token == points) revert UnsupportedToken(token);

        funded[token] += amount;
        emit RewardsFunded(token, msg.sender, amount);
        if (!ExactTransferLib.pull(token, msg.sender, address(this), amount)) revert UnsupportedToken(token);
    }

    /// @inheritdoc IRewardDistributor
    function claim(address account, address token, uint256 cumulative, bytes32[] calldata proof)
        external
        nonReentrant
        returns (uint256 amount)
    {
        if (_isClosedToCaller(account)) revert ClaimBySelfOnly(account);
        _requireProof(account, token, cumulative, proof);
        return _pay(account, token, cumulative, account);
    }

    /// @inheritdoc IRewardDistributor
    function claimMany(Claim[] calldata claims) external nonReentrant returns (uint256[] memory amounts) {
        amounts = new uint256[](claims.length);
        bool anyPaid = false;
        for (uint256 i = 0; i < claims.length; ++i) {
            Claim calldata one = claims[i];
            _requireProof(one.account, one.token, one.cumulative, one.proof);
            uint256 before = claimed[one.account][one.token];
            if (_isClosedToCaller(one.account) || one.cumulative <= before) continue;
            if (!_isAnnounced(one.token, one.cumulative, one.cumulative - before)) continue;
            amounts[i] = _pay(one.account, one.token, one.cumulative, one.account);
            anyPaid = true;
        }
        if (!anyPaid) revert NothingDue();
    }

    /// @inheritdoc IRewardDistributor
    function claimTo(Claim calldata request, address to, uint256 deadline, bytes calldata signature)
        external
        nonReentrant
        returns (uint256 amount)
    {
        if (request.token == points) revert PointsNotRedirectable();
        if (block.timestamp > deadline) revert DeadlineExpired(deadline);
        if (to == address(0) || to == address(this)) revert InvalidRecipient(to);
        _requireSignature(request, to, deadline, signature);
        _requireProof(request.account, request.token, request.cumulative, request.proof);

        amount = _pay(request.account, request.token, request.cumulative, to);
        emit ClaimRedirected(request.account, request.token, to, amount);
    }

    /// @inheritdoc IRewardDistributor
    function setSelfOnly(bool selfOnly) external {
        isSelfOnly[msg.sender] = selfOnly;
        emit SelfOnlySet(msg.sender, selfOnly);
    }

    /// @inheritdoc IRewardDistributor
    function pending() external view returns (bytes32 root, bytes32 inputsHash, uint64 activatableAt) {
        return (_pending.root, _pending.inputsHash, _pending.activatableAt);
    }

    /// @inheritdoc IRewardDistributor
    function pendingTotals() external view returns (TokenTotal[] memory) {
        return _pending.totals;
    }

    /// @inheritdoc IRewardDistributor
    function paid(address token) public view returns (uint256) {
        if (token == points) return _minted;
        uint256 held = ExactTransferLib.balanceOrZero(token, address(this));
        uint256 arrived = funded[token];
        return held < arrived ? arrived - held : 0;
    }

    function _pay(address account, address token, uint256 cumulative, address to) private returns (uint256 amount) {
        mapping(address => uint256) storage claimedBy = claimed[account];
        uint256 before = claimedBy[token];
        if (cumulative <= before) revert NothingToClaim(account, token);
        unchecked {
            amount = cumulative - before;
        }
        if (!_isAnnounced(token, cumulative, amount)) revert TotalExceeded(token, paid(token), total[token]);

        claimedBy[token] = cumulative;
        emit RewardClaimed(account, token, amount, cumulative);

        if (token == points) {
            _minted += amount;
            // Our own contract, which refuses nobody.
            // slither-disable-next-line calls-loop
            Points(token).mint(to, amount);
        } else {
            IERC20(token).safeTransfer(to, amount);
        }
    }

    function _isAnnounced(address token, uint256 cumulative, uint256 amount) private view returns (bool) {
        uint256 announced = total[token];
        return cumulative <= announced && (token != points || amount <= announced - _minted);
    }

    /// @dev Without this, a stolen settler's key would outlive its role by a window.
    function _afterSettlerRevoked() internal override {
        if (_pending.root != 0) emit RootWithdrawn(epochCount + 1, _takePending());
    }

    function _takePending() private returns (bytes32 root) {
        root = _pending.root;
        if (root == 0) revert NothingPending();
        delete _pending;
    }

    function _isClosedToCaller(address account) private view returns (bool) {
        return msg.sender != account && isSelfOnly[account];
    }

    function _requireProof(address account, address token, uint256 cumulative, bytes32[] calldata proof) private view {
        bytes32 root = MerkleLib.rootOf(proof, MerkleLib.leafOf(account, token, cumulative));
        if (epochOf[root] == 0) {
            revert InvalidProof(account, token, cumulative);
        }
    }

    function _requireSignature(Claim calldata request, address to, uint256 deadline, bytes calldata signature) private {
        bytes32 digest = _hashTypedDataV4(
            keccak256(
                abi.encode(
                    CLAIM_TO_TYPEHASH,
                    request.account,
                    request.token,
                    request.cumulative,
                    to,
                    _useNonce(request.account),
                    deadline
                )
            )
        );
        // By key first: an account that delegated to code (EIP-7702) still signs with its key.
        // What went wrong does not matter: then no signer is recovered.
        // slither-disable-next-line unused-return
        (address signer,,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (signer == request.account && signer != address(0)) return;
        if (!SignatureChecker.isValidERC1271SignatureNowCalldata(request.account, digest, signature)) {
            revert InvalidSignature(request.account);
        }
    }
}
