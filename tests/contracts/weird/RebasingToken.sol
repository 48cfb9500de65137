// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

/// @dev A balance is a share of the whole: `rebase` changes everybody's at once. Anyone may call it here, and spend.
contract RebasingToken {
    uint256 public percent = 100;
    mapping(address account => uint256) private _shares;

    function rebase(uint256 percent_) external {
        percent = percent_;
    }

    function mint(address to, uint256 amount) external {
        _shares[to] += amount * 100 / percent;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        return _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        return _move(from, to, amount);
    }

    function balanceOf(address account) public view returns (uint256) {
        return _shares[account] * percent / 100;
    }

    function approve(address, uint256) external pure returns (bool) {
        return true;
    }

    function _move(address from, address to, uint256 amount) private returns (bool) {
        uint256 shares = amount * 100 / percent;
        if (_shares[from] < shares) {
            revert IERC20Errors.ERC20InsufficientBalance(from, balanceOf(from), amount);
        }
        _shares[from] -= shares;
        _shares[to] += shares;
        return true;
    }
}
