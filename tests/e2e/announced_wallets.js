// Two wallets that announce themselves (EIP-6963) and forward to the node at `walletRpc`, which holds the key of
// `walletOwner`. They begin on another chain, do not know ours, and sign only with `agree`; `stray()` takes them to the
// other chain again, silently.
;(() => {
  let chain = '0x1'
  let known = false

  window.stray = () => (chain = '0x1')

  async function forward(method, params) {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch(window.walletRpc, { method: 'POST', headers, body })
    const { result, error } = await answer.json()
    if (error) throw Object.assign(new Error(error.message), { code: error.code })
    return result
  }

  const provider = {
    async request({ method, params }) {
      window.asked = [...(window.asked ?? []), method]
      switch (method) {
        case 'eth_chainId':
          return chain
        case 'eth_requestAccounts':
        case 'eth_accounts':
          return [window.walletOwner]
        case 'wallet_addEthereumChain':
          known = true
          return null
        case 'wallet_switchEthereumChain':
          if (!known) throw Object.assign(new Error('unknown chain'), { code: 4902 })
          chain = params[0].chainId
          return null
        case 'eth_sendTransaction':
        case 'eth_signTypedData_v4':
          if (!window.agree) throw Object.assign(new Error('rejected'), { code: 4001 })
      }
      return forward(method, params)
    },
  }

  const icon = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>'
  const wallets = [
    { uuid: 'a', name: 'Another Wallet', rdns: 'org.example', icon },
    { uuid: 'b', name: 'OKX Wallet', rdns: 'com.okex.wallet', icon },
  ]
  addEventListener('eip6963:requestProvider', () => {
    for (const info of wallets)
      dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider } }))
  })
})()
