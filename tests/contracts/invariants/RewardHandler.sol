// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleTreeLib} from "../support/MerkleTreeLib.sol";
import {Points} from "contracts/Points.sol";
import {RewardDistributor} from "contracts/RewardDistributor.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Honest settlements under every order of events: epochs that omit or shrink leaves, rejections, withdrawals, role
/// changes, time, claims from any activated root by anybody, donations, burned points. It keeps its own books and does
/// only what must succeed, or notes in `broken` what should have failed.
contract RewardHandler is Test {
    using MerkleTreeLib for bytes32[];
    using MerkleTreeLib for MerkleTreeLib.Leaf[];

    uint256 public constant ACCOUNTS = 3;

    RewardDistributor public distributor;
    Points public points;
    address public admin = makeAddr("admin");
    address[] public accounts;
    /// @dev Two kinds of money, then points.
    address[] public tokens;
    address[] public watchers;
    address[] public settlers;

    /// @dev Encoded leaves of every activated epoch, and of the pending one.
    bytes[] public epochs;
    bytes private _pendingLeaves;
    mapping(address account => mapping(address token => uint256)) private _earned;
    mapping(address account => mapping(address token => uint256)) private _pendingEarned;

    mapping(address account => mapping(address token => uint256)) public received;
    mapping(address token => uint256) public paidOut;
    mapping(address token => uint256) public donated;
    mapping(address token => uint256) public highestTotal;
    uint256 public burned;
    string public broken;

    constructor(uint64 window) {
        for (uint256 i = 0; i < 5; ++i) {
            watchers.push(makeAddr(string.concat("watcher ", vm.toString(i))));
        }
        settlers = [makeAddr("settler 0"), makeAddr("settler 1")];
        address[] memory guardians = new address[](3);
        for (uint256 i = 0; i < 3; ++i) {
            guardians[i] = watchers[i];
        }
        distributor = new RewardDistributor(admin, settlers[0], guardians, window);
        points = Points(distributor.points());
        tokens = [address(new MockUSDT0()), address(new MockUSDT0()), address(points)];
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            accounts.push(makeAddr(string.concat("account ", vm.toString(i))));
        }
    }

    /// @dev A week without incident, so that epochs pile up.
    function settle(uint256 seed, uint256 late) external {
        propose(seed);
        activate(late);
    }

    function propose(uint256 seed) public {
        address settler = distributor.settler();
        (bytes32 pending,,) = distributor.pending();
        if (settler == address(0) || pending != 0) return;

        MerkleTreeLib.Leaf[] memory leaves = new MerkleTreeLib.Leaf[](ACCOUNTS * 3);
        uint256[3] memory sums;
        for (uint256 i = 0; i < leaves.length; ++i) {
            (address account, address token) = (accounts[i / 3], tokens[i % 3]);
            uint256 earned = _earned[account][token] + 1 + uint256(keccak256(abi.encode(seed, i))) % 1e12;
            _pendingEarned[account][token] = earned;
            sums[i % 3] += earned;
            leaves[i] = MerkleTreeLib.Leaf(account, token, earned);
        }
        // Every other tree forgets somebody, or gives too little: what they have must not shrink by it.
        if (seed % 4 == 0) leaves[seed % leaves.length] = leaves[(seed + 1) % leaves.length];
        if (seed % 4 == 1) leaves[seed % leaves.length].cumulative /= 2;
        _pendingLeaves = abi.encode(leaves);
        vm.prank(settler);
        distributor.propose(leaves.build()[0], bytes32(seed), _totals(sums));
    }

    function activate(uint256 late) public {
        (bytes32 pending,, uint64 activatableAt) = distributor.pending();
        if (pending == 0) return;
        if (block.timestamp < activatableAt) vm.warp(activatableAt + late % 3 days);
        IRewardDistributor.TokenTotal[] memory totals = distributor.pendingTotals();
        for (uint256 i = 0; i < totals.length; ++i) {
            uint256 funded = distributor.funded(totals[i].token);
            if (totals[i].token == address(points)) continue;
            if (totals[i].cumulative > funded) _fund(totals[i].token, totals[i].cumulative - funded);
        }
        distributor.activate();

        epochs.push(_pendingLeaves);
        for (uint256 i = 0; i < ACCOUNTS * 3; ++i) {
            (address account, address token) = (accounts[i / 3], tokens[i % 3]);
            _earned[account][token] = _pendingEarned[account][token];
            if (distributor.total(token) > highestTotal[token]) highestTotal[token] = distributor.total(token);
        }
    }

    function fundAhead(uint256 which, uint256 amount) external {
        _fund(tokens[which % 2], bound(amount, 1, 1e12));
    }

    function donate(uint256 which, uint256 amount) external {
        amount = bound(amount, 1, 1e6);
        MockUSDT0(tokens[which % 2]).mint(address(distributor), amount);
        donated[tokens[which % 2]] += amount;
    }

    function reject(uint256 which) external {
        (bytes32 pending,,) = distributor.pending();
        address guardian = watchers[which % watchers.length];
        if (pending == 0 || !distributor.isGuardian(guardian)) return;
        if (block.timestamp < distributor.nextRejectionAt(guardian)) return;
        vm.prank(guardian);
        distributor.reject(pending, "differs");
    }

    /// @dev Seldom, so that most roots live.
    function withdraw(uint256 seed) external {
        (bytes32 pending,,) = distributor.pending();
        if (pending == 0 || seed % 4 != 0) return;
        vm.prank(distributor.settler());
        distributor.withdraw();
    }

    function claim(uint256 epoch, uint256 which, uint256 caller) external {
        if (epochs.length == 0) return;
        (MerkleTreeLib.Leaf memory leaf, bytes32[] memory proof) = leafOf(epoch % epochs.length, which);
        address by = accounts[caller % ACCOUNTS];
        uint256 before = distributor.claimed(leaf.account, leaf.token);
        bool due = leaf.cumulative > before && (by == leaf.account || !distributor.isSelfOnly(leaf.account));
        vm.prank(by);
        try distributor.claim(leaf.account, leaf.token, leaf.cumulative, proof) returns (uint256 amount) {
            if (!due) broken = "a claim that was not due was paid";
            _note(leaf, amount);
        } catch {
            if (due) broken = "a claim that was due was refused";
        }
    }

    function claimMany(uint256 epoch, uint256 seed, uint256 caller) external {
        if (epochs.length == 0) return;
        IRewardDistributor.Claim[] memory claims = new IRewardDistributor.Claim[](3);
        MerkleTreeLib.Leaf[] memory leaves = new MerkleTreeLib.Leaf[](3);
        for (uint256 i = 0; i < 3; ++i) {
            bytes32[] memory proof;
            (leaves[i], proof) = leafOf((epoch % epochs.length + i) % epochs.length, seed / 3 ** i);
            claims[i] = IRewardDistributor.Claim(leaves[i].account, leaves[i].token, leaves[i].cumulative, proof);
        }
        vm.prank(accounts[caller % ACCOUNTS]);
        try distributor.claimMany(claims) returns (uint256[] memory amounts) {
            for (uint256 i = 0; i < 3; ++i) {
                _note(leaves[i], amounts[i]);
            }
        } catch (bytes memory reason) {
            if (bytes4(reason) != IRewardDistributor.NothingDue.selector) broken = "a batch was refused";
        }
    }

    function setSelfOnly(uint256 which, bool selfOnly) external {
        vm.prank(accounts[which % ACCOUNTS]);
        distributor.setSelfOnly(selfOnly);
    }

    function burnPoints(uint256 which, uint256 amount) external {
        address account = accounts[which % ACCOUNTS];
        amount = bound(amount, 0, points.balanceOf(account));
        vm.prank(account);
        points.burn(amount);
        burned += amount;
    }

    function changeGuardians(uint256 which) external {
        address watcher = watchers[which % watchers.length];
        if (!distributor.isGuardian(watcher)) return _grant(IRewardDistributor.Role.Guardian, watcher);
        if (distributor.guardianCount() == 3) return;
        vm.prank(admin);
        distributor.revokeRole(IRewardDistributor.Role.Guardian, watcher);
    }

    /// @dev A vacant role is filled; a held one is taken away seldom and handed on otherwise.
    function changeSettler(uint256 which) external {
        address settler = distributor.settler();
        address next = settlers[which % 2];
        if (which % 8 != 0 || settler == address(0)) {
            if (settler != next) _grant(IRewardDistributor.Role.Settler, next);
            return;
        }
        vm.prank(admin);
        distributor.revokeRole(IRewardDistributor.Role.Settler, settler);
    }

    function wait(uint256 time) external {
        skip(time % 5 days);
    }

    function epochCount() external view returns (uint256) {
        return epochs.length;
    }

    function leafOf(uint256 epoch, uint256 which)
        public
        view
        returns (MerkleTreeLib.Leaf memory leaf, bytes32[] memory proof)
    {
        MerkleTreeLib.Leaf[] memory leaves = abi.decode(epochs[epoch], (MerkleTreeLib.Leaf[]));
        leaf = leaves[which % leaves.length];
        return (leaf, leaves.build().proofOf(leaf));
    }

    function _note(MerkleTreeLib.Leaf memory leaf, uint256 amount) private {
        received[leaf.account][leaf.token] += amount;
        paidOut[leaf.token] += amount;
    }

    function _fund(address token, uint256 amount) private {
        MockUSDT0(token).mint(address(this), amount);
        MockUSDT0(token).approve(address(distributor), amount);
        distributor.fund(token, amount);
    }

    function _grant(IRewardDistributor.Role role, address account) private {
        vm.prank(admin);
        distributor.scheduleRole(role, account);
        skip(7 days);
        distributor.executeRole(role, account);
    }

    function _totals(uint256[3] memory sums) private view returns (IRewardDistributor.TokenTotal[] memory totals) {
        totals = new IRewardDistributor.TokenTotal[](3);
        for (uint256 i = 0; i < 3; ++i) {
            uint256 place = 0;
            for (uint256 j = 0; j < 3; ++j) {
                if (tokens[j] < tokens[i]) ++place;
            }
            totals[place] = IRewardDistributor.TokenTotal(tokens[i], sums[i]);
        }
    }
}
