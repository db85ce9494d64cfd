import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The bundle is always the production one, also when a test run, which sets another environment, asks for it.
if (process.argv.includes('build')) process.env.NODE_ENV = 'production'

/** The web app: root `src/web`, bundle in `dist/web`. In development the API is the server of `npm start`. */
export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 1200,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Few files on the first load; what the pages load later stays apart.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|use-sync-external-store)[\\/]/ },
            { name: 'vendor', test: /node_modules[\\/](@tanstack|i18next|react-i18next|react-bootstrap|@restart|@popperjs)[\\/]/ },
            { name: 'icons', test: /node_modules[\\/]@tabler[\\/]icons-react[\\/]/ },
            { name: 'ui', test: /src[\\/]web[\\/](ui[\\/][^\\/]+|i18n|locales[\\/].*[\\/](common|chat|errors))\.tsx?$/ },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/docs', '/openapi.json', '/health'].map((path) => [path, { target: 'http://127.0.0.1:7070', changeOrigin: false }]),
    ),
  },
})
