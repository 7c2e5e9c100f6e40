<?php
/**
 * Rendering by a server of the project's own, when a post is saved.
 *
 * @package Sourcemark
 */

defined( 'ABSPATH' ) || exit;

const SOURCEMARK_RENDERED = '_sourcemark_rendered'; // The HTML with its checks, and a fingerprint of what it was made of.
const SOURCEMARK_STATE    = '_sourcemark_state';    // What the server said last, for the editor.

add_action( 'wp_after_insert_post', 'sourcemark_render_saved', 10, 2 );
add_action( 'sourcemark_render', 'sourcemark_render_seen' );

/**
 * Asks the server, and returns its answer, or why there is none. It is the only place from which anything is sent anywhere.
 *
 * @param string $path What to ask for, such as /v1/lint.
 * @param string $json The body.
 * @return array|WP_Error
 */
function sourcemark_ask( $path, $json ) {
	$response = wp_remote_post(
		sourcemark_server() . $path,
		array(
			'body'        => $json,
			'headers'     => array( 'Content-Type' => 'application/json' ),
			'timeout'     => 15, // s: a server that is busy answers after ten, that it is.
			'redirection' => 0,
		)
	);
	if ( is_wp_error( $response ) ) {
		/* translators: 1: an address, 2: what went wrong. */
		return new WP_Error( 'sourcemark_server', sprintf( __( 'The server %1$s did not answer: %2$s', 'sourcemark' ), sourcemark_server(), $response->get_error_message() ) );
	}
	$status = wp_remote_retrieve_response_code( $response );
	$answer = json_decode( wp_remote_retrieve_body( $response ), true );
	if ( ! is_array( $answer ) || 200 !== $status ) {
		$why = is_array( $answer ) && isset( $answer['title'] ) ? $answer['title'] . ': ' . ( $answer['detail'] ?? '' ) : __( 'is this a Sourcemark server?', 'sourcemark' );
		/* translators: 1: an address, 2: a number such as 404, 3: what the server says. */
		return new WP_Error( 'sourcemark_server', sprintf( __( 'The server %1$s answered %2$d: %3$s', 'sourcemark' ), sourcemark_server(), $status, $why ) );
	}
	return $answer;
}

/**
 * Returns what the server finds wrong with a dossier, so that it cannot be published. A server that does not answer finds nothing: the post says so once it is saved.
 *
 * @param string $dossier A dossier.
 * @return string[]
 */
function sourcemark_server_mistakes( $dossier ) {
	$mistakes = array();
	$answer   = sourcemark_server() ? sourcemark_ask( '/v1/lint', $dossier ) : array();
	if ( is_wp_error( $answer ) ) {
		return array();
	}
	foreach ( $answer['findings'] ?? array() as $one ) {
		if ( 'schema' === $one['rule'] ) {
			/* translators: 1: line, 2: column, 3: place in the dossier, such as hasPart[1].status, 4: what is wrong. */
			$mistakes[] = sprintf( __( 'Line %1$d, column %2$d, %3$s: %4$s', 'sourcemark' ), $one['line'], $one['column'], '' === $one['path'] ? __( 'dossier', 'sourcemark' ) : $one['path'], $one['message'] . ( $one['fix'] ? ' ' . $one['fix'] : '' ) );
		}
	}
	return $mistakes;
}

/**
 * Reports whether the content of a post is being made to be read by the server, and sets it.
 *
 * @param bool|null $now Whether it is; null to leave it.
 * @return bool
 */
function sourcemark_is_reading( $now = null ) {
	static $reading = false;

	$was     = $reading;
	$reading = $now ?? $reading;
	return null === $now ? $reading : $was;
}

/**
 * Returns the content of a post as readers are shown it, up to our own filter.
 *
 * @param WP_Post $post The post.
 * @return string
 */
function sourcemark_content( $post ) {
	$html = '';
	$take = static function ( $given ) use ( &$html ) {
		$html = $given;
		return $given;
	};
	$was  = $GLOBALS['post'] ?? null;
	sourcemark_is_reading( true );
	add_filter( 'the_content', $take, SOURCEMARK_CONTENT );
	$GLOBALS['post'] = $post; // phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- put back below.
	setup_postdata( $post );
	apply_filters( 'the_content', $post->post_content ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- it is WordPress's own.
	remove_filter( 'the_content', $take, SOURCEMARK_CONTENT );
	sourcemark_is_reading( false );
	$GLOBALS['post'] = $was; // phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- as it was.
	if ( $was ) {
		setup_postdata( $was );
	}
	return $html;
}

/**
 * Returns a fingerprint of content; it changes with the release of the plugin too, whose files are in the content.
 *
 * @param string $html The content.
 * @return string
 */
function sourcemark_fingerprint( $html ) {
	return md5( SOURCEMARK_VERSION . plugins_url( '', SOURCEMARK_FILE ) . $html );
}

/**
 * Renders a post that was saved.
 *
 * @param int     $post_id The post.
 * @param WP_Post $post    The post.
 */
function sourcemark_render_saved( $post_id, $post ) {
	if ( sourcemark_server() && in_array( $post->post_type, sourcemark_post_types(), true ) && ! in_array( $post->post_status, array( 'auto-draft', 'trash' ), true ) ) {
		sourcemark_render( $post, sourcemark_content( $post ) );
		delete_transient( 'sourcemark_seen_' . $post_id );
	}
}

/**
 * Renders a post as readers were shown it.
 *
 * @param int $post_id The post.
 */
function sourcemark_render_seen( $post_id ) {
	$html = get_transient( 'sourcemark_seen_' . $post_id );
	$post = get_post( $post_id );
	if ( sourcemark_server() && $post && is_string( $html ) ) {
		sourcemark_render( $post, $html );
	}
}

/**
 * Has the server render content, and keeps what it returns. If it cannot be had, the post is shown without checks, and the editor says why.
 *
 * @param WP_Post $post The post.
 * @param string  $html Its content.
 */
function sourcemark_render( $post, $html ) {
	list( $same ) = sourcemark_fold( $html );
	$dossier      = sourcemark_dossier( $post->ID );
	$state        = array( 'at' => time() );
	$kept         = array(
		'of'   => '',
		'html' => '',
	);
	if ( '' === trim( $same ) ) {
		$answer = array();
	} else {
		$more = array(
			'html'     => $same,
			'url'      => get_permalink( $post ),
			'sheet'    => sourcemark_widget_url( 'sourcemark.css' ),
			'language' => get_bloginfo( 'language' ),
			'cards'    => sourcemark_places_for_cards( $same ),
		);
		if ( '' !== $dossier && ! sourcemark_is_json( $dossier ) ) {
			$more['records'] = preg_split( '/\s+/', $dossier );
		}
		$body = wp_json_encode( $more );
		if ( sourcemark_is_json( $dossier ) ) {
			$body = substr( $body, 0, -1 ) . ',"records":' . $dossier . '}'; // As it was written, for it may be signed.
		}
		$answer = sourcemark_ask( '/v1/render', $body );
	}
	if ( is_wp_error( $answer ) ) {
		$state['error'] = $answer->get_error_message();
		if ( '' === $dossier && false !== strpos( $state['error'], ' 404' ) ) {
			unset( $state['error'] ); // The server has no dossier about this post either.
		}
	} elseif ( $answer ) {
		$state['rendered'] = $answer['rendered'];
		$state['reason']   = $answer['reason'];
		$state['report']   = $answer['report'] ?? null;
		$cards             = $answer['cards'] ?? array();
		$kept              = array(
			'of'   => sourcemark_fingerprint( $same ),
			'html' => preg_replace_callback(
				'~<sourcemark-card record="([^"]*)"></sourcemark-card>~',
				static function ( $place ) use ( $cards ) {
					return $cards[ html_entity_decode( $place[1] ) ] ?? '';
				},
				$answer['html']
			),
		);
	}
	update_post_meta( $post->ID, SOURCEMARK_STATE, wp_slash( $state ) );
	if ( $kept['of'] && 'annotated' === $state['rendered'] ) {
		update_post_meta( $post->ID, SOURCEMARK_RENDERED, wp_slash( $kept ) );
	} else {
		delete_post_meta( $post->ID, SOURCEMARK_RENDERED );
	}
}

/**
 * Returns the names of the records for whose cards there are places.
 *
 * @param string $html The content.
 * @return string[]
 */
function sourcemark_places_for_cards( $html ) {
	preg_match_all( '~<sourcemark-card record="([^"]*)"></sourcemark-card>~', $html, $found );
	return array_values( array_unique( array_map( 'html_entity_decode', $found[1] ) ) );
}
