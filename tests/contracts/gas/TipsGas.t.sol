// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainAuthorizedToken} from "../support/PlainAuthorizedToken.sol";
import {PlainToken} from "../support/PlainToken.sol";
import {TipsTest} from "../support/TipsTest.sol";

/// @dev Whole cold transactions with their calldata, as in the market's gas test; the creator holds the token already.
/// forge-config: default.isolate = true
contract TipsGasTest is TipsTest {
    uint256 private constant TIP = 46_000;
    uint256 private constant TIP_AUTHORIZED = 80_000;
    uint256 private constant AMOUNT = 12_345_678;

    function test_gas_tip() public {
        PlainToken token = new PlainToken();
        token.mint(fan, AMOUNT * 2);
        token.mint(creator, 1);
        vm.startPrank(fan);
        token.approve(address(tips), type(uint256).max);
        tips.tip(address(token), creator, AMOUNT, POST);
        _check("tip", TIP);
    }

    function test_gas_tipAuthorized() public {
        PlainAuthorizedToken token = new PlainAuthorizedToken();
        token.mint(fan, AMOUNT * 2);
        token.mint(creator, 1);
        Authorization memory signed =
            authorizeFor(address(token), address(tips), block.chainid, creator, AMOUNT, POST, SALT);
        vm.prank(relayer);
        send(signed);
        _check("tip_authorized", TIP_AUTHORIZED);
    }

    function _check(string memory action, uint256 most) private {
        uint256 used = vm.snapshotGasLastCall("Tips", action);
        emit log_named_uint(action, used);
        assertGt(used, 40_000, "not a whole transaction: run it isolated");
        assertLe(used, most);
    }
}
