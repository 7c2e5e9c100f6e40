<?php
/**
 * What readers get. All of it is made when a page is shown: nothing of ours is in the text of a post but blocks without content, so excerpts, feeds, the REST API and search have none of it.
 *
 * @package Sourcemark
 */

defined( 'ABSPATH' ) || exit;

const SOURCEMARK_CONTENT = 12; // After blocks, paragraphs (10) and shortcodes (11), and before most of what other plugins add.

add_action( 'init', 'sourcemark_register_blocks' );
add_action( 'wp_footer', 'sourcemark_print_tag' );
add_filter( 'the_content', 'sourcemark_rendered_content', SOURCEMARK_CONTENT );
add_filter( 'the_content', 'sourcemark_with_summary', SOURCEMARK_CONTENT );

/**
 * Registers the blocks, and a shortcode for each.
 */
function sourcemark_register_blocks() {
	sourcemark_register_editor_script();
	register_block_type( dirname( SOURCEMARK_FILE ) . '/blocks/summary', array( 'render_callback' => 'sourcemark_summary' ) );
	register_block_type( dirname( SOURCEMARK_FILE ) . '/blocks/card', array( 'render_callback' => 'sourcemark_card' ) );
	add_shortcode( 'sourcemark_summary', 'sourcemark_summary' );
	add_shortcode( 'sourcemark_card', 'sourcemark_card' );
}

/**
 * Reports whether the content that is being made is that of a post on its own page, for a reader.
 *
 * @return bool
 */
function sourcemark_on_its_page() {
	return is_singular( sourcemark_post_types() ) && get_the_ID() === get_queried_object_id() && ! is_feed() && ! is_embed()
		&& ! doing_filter( 'get_the_excerpt' ) && ! doing_action( 'wp_head' ) && ! ( defined( 'REST_REQUEST' ) && REST_REQUEST )
		&& ! post_password_required();
}

/**
 * Reports whether places for a summary and for cards are wanted in the content that is being made.
 *
 * @return bool
 */
function sourcemark_wants_places() {
	return ( sourcemark_is_reading() || sourcemark_on_its_page() ) && ( sourcemark_server() || '' !== sourcemark_dossier( get_the_ID() ) );
}

/**
 * Returns the place of the summary.
 *
 * @return string
 */
function sourcemark_summary() {
	return sourcemark_wants_places() ? '<div><sourcemark-summary></sourcemark-summary></div>' : ''; // Themes lay out what is a block for a browser that has no style of ours yet.
}

/**
 * Returns the place of one card.
 *
 * @param array|string $attributes The name of the record: "record" of the block, "id" of the shortcode.
 * @return string
 */
function sourcemark_card( $attributes ) {
	$attributes = (array) $attributes;
	$name       = ltrim( trim( (string) ( $attributes['record'] ?? $attributes['id'] ?? '' ) ), '#' );
	return '' !== $name && sourcemark_wants_places() ? sprintf( '<div><sourcemark-card record="%s"></sourcemark-card></div>', esc_attr( '#' . $name ) ) : '';
}

/**
 * Prints the dossier and the script tag of a post.
 */
function sourcemark_print_tag() {
	$post_id = get_queried_object_id();
	if ( sourcemark_server() || ! is_singular( sourcemark_post_types() ) || post_password_required( $post_id ) ) {
		return;
	}
	$dossier = sourcemark_dossier( $post_id );
	if ( '' === $dossier || ( sourcemark_is_json( $dossier ) && ! is_object( json_decode( $dossier ) ) ) ) {
		return;
	}
	if ( sourcemark_is_json( $dossier ) ) {
		// WordPress's own function for scripts may put a comment into them, which is no JSON.
		printf( '<script type="application/json" class="sourcemark-records">%s</script>' . "\n", sourcemark_released( $dossier ) ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- JSON in which each "<" is an escape.
	}
	wp_print_script_tag( array_filter( sourcemark_tag( $post_id, $dossier ) ) );
}

/**
 * Returns the attributes of the script tag of a post.
 *
 * @param int    $post_id The post.
 * @param string $dossier Its dossier, or addresses.
 * @return array
 */
function sourcemark_tag( $post_id, $dossier ) {
	$tag = array(
		'async'        => true,
		'src'          => sourcemark_widget_url( 'sourcemark.js' ),
		'data-records' => sourcemark_is_json( $dossier ) ? 'inline' : $dossier,
		'data-summary' => sourcemark_setting( 'summary' ),
	);
	foreach ( array( 'root', 'feedback' ) as $name ) {
		$tag[ 'data-' . $name ] = sourcemark_setting( $name );
	}
	/**
	 * Filters the attributes of the script tag: see "Settings" in the README for publishers.
	 *
	 * @param array $tag     The attributes.
	 * @param int   $post_id The post.
	 */
	return apply_filters( 'sourcemark_tag', $tag, $post_id );
}

/**
 * Returns the content of a post with a place for the summary, before or after it, unless the post or its template has one.
 *
 * Without a place of ours the script puts the summary into the element of the article. In themes made of blocks that is as wide as the window, and only
 * what is in its sections is in the column of the text.
 *
 * @param string $html The content.
 * @return string
 */
function sourcemark_with_summary( $html ) {
	if ( sourcemark_server() || ! sourcemark_wants_places() || false !== strpos( $html, '<sourcemark-summary' )
		|| has_block( 'sourcemark/summary', (string) ( $GLOBALS['_wp_current_template_content'] ?? '' ) ) ) {
		return $html;
	}
	switch ( sourcemark_tag( get_the_ID(), sourcemark_dossier( get_the_ID() ) )['data-summary'] ?? '' ) {
		case 'top':
			return sourcemark_summary() . $html;
		case 'bottom':
			return $html . sourcemark_summary();
	}
	return $html;
}

/**
 * Returns the content of a post with its checks, if it was rendered with this very content.
 *
 * @param string $html The content.
 * @return string
 */
function sourcemark_rendered_content( $html ) {
	if ( ! sourcemark_server() || sourcemark_is_reading() || ! sourcemark_on_its_page() ) {
		return $html;
	}
	$post_id              = get_the_ID();
	list( $same, $names ) = sourcemark_fold( $html );
	$kept                 = get_post_meta( $post_id, SOURCEMARK_RENDERED, true );
	if ( is_array( $kept ) && sourcemark_fingerprint( $same ) === $kept['of'] ) {
		return strtr( $kept['html'], array_flip( $names ) );
	}
	// A block of several posts, a plugin or a theme has changed what readers see since the post was saved. What they are all shown is rendered soon, once an hour at most.
	if ( ! is_user_logged_in() && ! is_preview() && is_array( $kept ) && false === get_transient( 'sourcemark_seen_' . $post_id ) ) {
		set_transient( 'sourcemark_seen_' . $post_id, $html, HOUR_IN_SECONDS );
		wp_schedule_single_event( time(), 'sourcemark_render', array( $post_id ) );
	}
	return $html;
}

/**
 * Returns HTML in which the counters of WordPress's classes (wp-container-7) are names that do not depend on what else is on the page, and those names, by class.
 *
 * @param string $html The content of a post.
 * @return array{0: string, 1: array<string, string>}
 */
function sourcemark_fold( $html ) {
	$names = array();
	$html  = preg_replace_callback(
		'/<[^<>]*\bwp-[^<>]*>/',
		static function ( $tag ) use ( &$names ) {
			return preg_replace_callback(
				'/\bwp-[a-z-]+-\d+\b/',
				static function ( $one ) use ( &$names ) {
					if ( ! isset( $names[ $one[0] ] ) ) {
						$names[ $one[0] ] = 'wp-sourcemark-' . count( $names ) . '-';
					}
					return $names[ $one[0] ];
				},
				$tag[0]
			);
		},
		$html
	);
	return array( $html, $names );
}
