// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

import {IRewardDistributor} from "./interfaces/IRewardDistributor.sol";

/// @notice Who may propose and who may reject; the manual is {IRewardDistributor}. No money here.
abstract contract RewardRoles is IRewardDistributor, Ownable2Step {
    uint64 private constant GRANT_NOTICE = 7 days;
    uint64 private constant GRANT_LIFETIME = 7 days;
    uint256 private constant LEAST_GUARDIANS = 3;
    uint256 private constant MOST_GUARDIANS = 5;

    /// @inheritdoc IRewardDistributor
    address public settler;
    /// @inheritdoc IRewardDistributor
    uint256 public guardianCount;
    /// @inheritdoc IRewardDistributor
    mapping(address account => bool) public isGuardian;
    /// @inheritdoc IRewardDistributor
    mapping(Role role => mapping(address account => uint64)) public roleDueAt;

    constructor(address admin, address settler_, address[] memory guardians) Ownable(admin) {
        _grant(Role.Settler, settler_);
        for (uint256 i = 0; i < guardians.length; ++i) {
            _grant(Role.Guardian, guardians[i]);
        }
        _requireEnoughGuardians();
    }

    /// @inheritdoc IRewardDistributor
    function scheduleRole(Role role, address account) external onlyOwner {
        _requireGrantable(role, account);
        uint64 dueAt = uint64(block.timestamp) + GRANT_NOTICE;
        roleDueAt[role][account] = dueAt;
        emit RoleScheduled(role, account, dueAt, dueAt + GRANT_LIFETIME);
    }

    /// @inheritdoc IRewardDistributor
    function executeRole(Role role, address account) external {
        uint64 dueAt = roleDueAt[role][account];
        uint64 expiresAt = dueAt == 0 ? 0 : dueAt + GRANT_LIFETIME;
        // A grant announced long ago is no notice any more, so it expires.
        if (block.timestamp < dueAt || block.timestamp > expiresAt) revert RoleNotDue(role, account, dueAt, expiresAt);
        delete roleDueAt[role][account];
        _grant(role, account);
    }

    /// @inheritdoc IRewardDistributor
    function revokeRole(Role role, address account) external onlyOwner {
        bool held = _holds(role, account);
        if (!held && roleDueAt[role][account] == 0) revert RoleNotHeld(role, account);
        delete roleDueAt[role][account];
        emit RoleRevoked(role, account);
        if (!held) return;

        if (role == Role.Guardian) {
            delete isGuardian[account];
            --guardianCount;
            _requireEnoughGuardians();
        } else {
            delete settler;
            _afterSettlerRevoked();
        }
    }

    /// @dev Called when the settler lost its role without a successor.
    function _afterSettlerRevoked() internal virtual;

    function _grant(Role role, address account) private {
        _requireGrantable(role, account);
        if (role == Role.Guardian) {
            isGuardian[account] = true;
            if (++guardianCount > MOST_GUARDIANS) {
                revert GuardiansOutOfRange(guardianCount, LEAST_GUARDIANS, MOST_GUARDIANS);
            }
        } else {
            if (settler != address(0)) emit RoleRevoked(role, settler);
            settler = account;
        }
        emit RoleGranted(role, account);
    }

    function _requireGrantable(Role role, address account) private view {
        if (account == address(0)) revert ZeroAddress();
        if (_holds(role, account)) revert RoleHeld(role, account);
    }

    function _holds(Role role, address account) private view returns (bool) {
        return role == Role.Guardian ? isGuardian[account] : settler == account;
    }

    function _requireEnoughGuardians() private view {
        if (guardianCount < LEAST_GUARDIANS) {
            revert GuardiansOutOfRange(guardianCount, LEAST_GUARDIANS, MOST_GUARDIANS);
        }
    }
}
