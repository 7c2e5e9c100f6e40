<?php
/**
 * Plugin Name:       Sourcemark
 * Description:       Shows your desk’s fact checks under the words of your articles, from your own site.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           Apache-2.0
 * License URI:       https://www.apache.org/licenses/LICENSE-2.0
 * Text Domain:       sourcemark
 *
 * @package Sourcemark
 */

defined( 'ABSPATH' ) || exit;

const SOURCEMARK_VERSION = '0.1.0';
const SOURCEMARK_FILE    = __FILE__;

require __DIR__ . '/includes/dossier.php';
require __DIR__ . '/includes/settings.php';
require __DIR__ . '/includes/server.php';
require __DIR__ . '/includes/page.php';
require __DIR__ . '/includes/editor.php';

/**
 * Returns the address of a file of the widget. The folder has the version in its name, so files of two releases never meet in a cache.
 *
 * @param string $name The name of the file, such as sourcemark.js.
 * @return string
 */
function sourcemark_widget_url( $name ) {
	return plugins_url( 'widget/' . SOURCEMARK_VERSION . '/' . $name, SOURCEMARK_FILE );
}
