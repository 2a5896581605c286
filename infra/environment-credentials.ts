import type { Plugin } from 'esbuild'

const providers = '@aws-sdk/credential-provider-node'
const files = /@smithy\/core\/dist-es\/submodules\/config\/shared-ini-file-loader\/loadSharedConfigFiles\.js$/
const noFiles = `
  export const CONFIG_PREFIX_SEPARATOR = '.'
  export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} })`

/**
 * Lambda hands a function its credentials in its environment. The SDK would look in a dozen other places as well (profiles, single sign-on,
 * instance metadata), and a bundle hold the clients for them, a seventh of all that it holds. Its settings stand there too: of files in a
 * home that Lambda does not have none is read.
 */
export const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: new RegExp(`^${providers}$`) }, ({ path, resolveDir }) => ({
      path,
      namespace: 'credentials',
      pluginData: resolveDir,
    }))
    onLoad({ filter: /.*/, namespace: 'credentials' }, ({ pluginData }) => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'`,
      resolveDir: pluginData,
    }))
    onLoad({ filter: files }, () => ({ contents: noFiles, loader: 'js' }))
  },
}
