<?php
/**
 * Takes out of the site what the plugin has put into it: settings, dossiers, rendered posts, and its blocks and shortcodes.
 *
 * @package Sourcemark
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/**
 * Cleans one site.
 */
function sourcemark_clean() {
	global $wpdb;
	delete_option( 'sourcemark' );
	wp_unschedule_hook( 'sourcemark_render' );
	foreach ( array( '_sourcemark_dossier', '_sourcemark_refused', '_sourcemark_rendered', '_sourcemark_state' ) as $key ) {
		delete_post_meta_by_key( $key );
	}
	// phpcs:disable WordPress.DB.DirectDatabaseQuery -- no function of WordPress finds these, and saving a post would make a revision of it.
	$wpdb->query( $wpdb->prepare( "DELETE FROM $wpdb->options WHERE option_name LIKE %s OR option_name LIKE %s", $wpdb->esc_like( '_transient_sourcemark_' ) . '%', $wpdb->esc_like( '_transient_timeout_sourcemark_' ) . '%' ) );
	$posts = $wpdb->get_results( $wpdb->prepare( "SELECT ID, post_content FROM $wpdb->posts WHERE post_content LIKE %s OR post_content LIKE %s", '%' . $wpdb->esc_like( '<!-- wp:sourcemark/' ) . '%', '%' . $wpdb->esc_like( '[sourcemark_' ) . '%' ) );
	foreach ( $posts as $post ) {
		$content = preg_replace(
			array(
				'~<!-- wp:sourcemark/(?:summary|card)(?: \{[^\r\n]*?\})? /-->(?:\r?\n){0,2}~',
				'~(?:<!-- wp:shortcode -->\s*)\[sourcemark_(?:summary|card)[^\]\r\n]*\](?:\s*<!-- /wp:shortcode -->)(?:\r?\n){0,2}~',
				'~\[sourcemark_(?:summary|card)[^\]\r\n]*\](?:\r?\n){0,2}~',
			),
			'',
			$post->post_content
		);
		if ( is_string( $content ) && $content !== $post->post_content ) {
			$wpdb->update( $wpdb->posts, array( 'post_content' => $content ), array( 'ID' => $post->ID ) );
			clean_post_cache( (int) $post->ID );
		}
	}
	// phpcs:enable
}

if ( is_multisite() ) {
	foreach ( get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	) as $sourcemark_site ) {
		switch_to_blog( $sourcemark_site );
		sourcemark_clean();
		restore_current_blog();
	}
} else {
	sourcemark_clean();
}
